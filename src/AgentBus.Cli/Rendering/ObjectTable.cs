using System.Text.Json.Nodes;

namespace AgentBus.Cli.Rendering;

/// <summary>JSON objects as tables for people.</summary>
internal static class ObjectTable
{
    /// <summary>A row for each object, a column for each name; what an object has not is empty.</summary>
    public static void WriteRows(TextWriter writer, IEnumerable<JsonObject> rows, params IReadOnlyList<string> columns) =>
        Tables.Write(writer, [.. columns.Select(static column => column.Replace('_', ' '))], rows.Select(row => (IReadOnlyList<string>)[.. columns.Select(column => Text(row[column]))]));

    /// <summary>A row for each member of one object.</summary>
    public static void WriteMembers(TextWriter writer, JsonObject value) =>
        Tables.Write(writer, ["what", "value"], value.Where(static member => Text(member.Value).Length > 0).Select(static member => (IReadOnlyList<string>)[member.Key.Replace('_', ' '), Text(member.Value)]));

    private static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonArray list => string.Join(", ", list.Select(Text)),
        JsonObject members => string.Join(", ", members.Select(static member => member.Value is JsonObject inner ? $"{member.Key} ({Text(inner)})" : $"{member.Key}: {Text(member.Value)}")),
        JsonValue one when one.TryGetValue<string>(out var text) => text,
        _ => value.ToJsonString(),
    };
}
