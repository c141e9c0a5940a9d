using AgentBus.Rego;

namespace AgentBus.Cli.Rendering;

/// <summary>An answer with the rules that fired.</summary>
internal static class ExplanationView
{
    public static void WriteTable(TextWriter writer, Explanation explanation)
    {
        writer.WriteLine(explanation.Value?.ToJson() ?? ValueView.Undefined);
        if (explanation.Fired.Count == 0)
        {
            writer.WriteLine("no rule fired");
            return;
        }

        Tables.Write(
            writer,
            ["rule", "place", "line"],
            explanation.Fired.Select(static f => (string[])[f.Name, f.Location?.ToString() ?? string.Empty, f.Line ?? string.Empty]));
    }

    public static void WriteJson(TextWriter writer, Explanation explanation)
    {
        var fired = ("fired", RegoValue.ArrayOf(explanation.Fired.Select(Rule)));
        JsonOutput.Write(writer, explanation.Value is { } value ? JsonOutput.Object(("value", value), fired) : JsonOutput.Object(fired));
    }

    private static RegoValue Rule(FiredRule rule)
    {
        var name = ("name", RegoValue.Of(rule.Name));
        return rule.Location is { } place
            ? JsonOutput.Object(name, ("location", JsonOutput.Place(place)), ("text", RegoValue.Of(rule.Line ?? string.Empty)))
            : JsonOutput.Object(name);
    }
}
