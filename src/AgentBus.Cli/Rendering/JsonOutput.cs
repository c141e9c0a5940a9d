using System.Text.Encodings.Web;
using System.Text.Json;
using AgentBus.Rego;

namespace AgentBus.Cli.Rendering;

/// <summary>Indented JSON.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter writer, RegoValue value)
    {
        // By way of the parsed text, so that numbers keep all their digits.
        using var document = JsonDocument.Parse(value.ToJson());
        writer.WriteLine(JsonSerializer.Serialize(document.RootElement, Indented));
    }

    public static RegoValue Object(params IEnumerable<(string Name, RegoValue Value)> members) =>
        RegoValue.ObjectOf(members.Select(static m => KeyValuePair.Create(m.Name, m.Value)));

    public static RegoValue Place(SourceLocation location) =>
        Object(("file", RegoValue.Of(location.File)), ("row", RegoValue.Of(location.Line)), ("col", RegoValue.Of(location.Column)));
}
