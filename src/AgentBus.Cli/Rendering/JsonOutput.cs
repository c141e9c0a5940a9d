using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBus.Rego;

namespace AgentBus.Cli.Rendering;

/// <summary>JSON for programs: indented where it is one document, on a line where there may be more. Control characters are always escaped.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter writer, JsonNode value) => writer.WriteLine(value.ToJsonString(Indented));

    public static void WriteLine(TextWriter writer, JsonNode value) => writer.WriteLine(value.ToJsonString(OneLine));

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
