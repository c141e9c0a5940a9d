using AgentBus.Rego;

namespace AgentBus.Cli.Rendering;

/// <summary>An answer for people: an object as a table of its members, anything else as JSON on a line.</summary>
internal static class ValueView
{
    public const string Undefined = "undefined";

    public static void Write(TextWriter writer, RegoValue? value)
    {
        if (value is { Kind: RegoKind.Object, Keys.Count: > 0 })
        {
            Tables.Write(writer, ["member", "value"], value.Keys.Zip(value.Items, static (k, v) => (string[])[k.AsString ?? k.ToJson(), v.ToJson()]));
        }
        else
        {
            writer.WriteLine(value?.ToJson() ?? Undefined);
        }
    }
}
