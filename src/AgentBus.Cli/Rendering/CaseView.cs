using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBus.Cli.Rendering;

/// <summary>A case for people: what is asked, why it waits, the message, the votes and what happened, each in its own part.</summary>
internal static class CaseView
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The page of a case, from the data of <c>GET /api/v1/cases/{case_id}</c>.</summary>
    public static void Write(TextWriter writer, JsonObject shown)
    {
        var of = shown["case"]?.AsObject() ?? [];
        Line(writer, $"{Text(of["case_id"])}  {Text(of["state"])}{(Text(of["reason"]) is { Length: > 0 } reason ? $": {reason} ({Text(of["code"])})" : "")}");
        writer.WriteLine();
        foreach (var (name, value) in Facts(of, shown))
        {
            if (value.Length > 0)
            {
                Line(writer, $"  {name,-16}{value}");
            }
        }

        Part(writer, "Why it waits", (shown["reasons"] as JsonArray ?? []).Select(Text).Concat((shown["findings"] as JsonArray ?? []).Select(static found => $"found: {Text(found)}")));
        Part(writer, "What is missing", Lines(shown["standing"]?["needs"]));
        if (shown["message"] is JsonObject message)
        {
            Part(writer, "Message", message.ToJsonString(Readable).Split('\n'));
        }

        Part(writer, "Votes", Rows(shown["votes"]).Select(static vote =>
            $"{Time(vote["at"])}  {Text(vote["reviewer"])}  {Text(vote["vote"])}{Quoted(vote["reason"])}{(Text(vote["key_id"]) is { Length: > 0 } key ? $"  signed by key {key}" : "  not signed")}"));
        Part(writer, "History", Rows(shown["history"]).Select(static entry => $"{Time(entry["at"])}  {Text(entry["by"])}  {Text(entry["what"])}{Quoted(entry["detail"])}"));
    }

    /// <summary>A change of a case on a line.</summary>
    public static string ToLine(JsonObject of, IEnumerable<JsonObject> entries)
    {
        var happened = string.Join(", ", entries.Select(static entry => $"{Text(entry["what"])} by {Text(entry["by"])}"));
        return TerminalText.OnOneLine(
            $"{Text(of["case_id"])} {Text(of["state"])} risk {Text(of["risk"])} {Text(of["sender"])} -> {Text(of["target"])}: {(happened.Length > 0 ? happened : Text(of["why"]))}");
    }

    private static IEnumerable<(string Name, string Value)> Facts(JsonObject of, JsonObject shown) =>
    [
        ("sender", $"{Text(of["sender"])}{(Text(shown["sender_roles"]) is { Length: > 0 } roles ? $" ({roles})" : "")}"),
        ("target", Text(of["target"])),
        ("action", Text(of["action"])),
        ("tool", Text(of["tool"])),
        ("message", Text(of["message_id"])),
        ("classification", Text(shown["classification"])),
        ("risk", $"{Text(of["risk"])} (impact {OrNone(shown["impact"])}, EHI {OrNone(shown["ehi"])})"),
        ("rule", $"{Text(of["rule"])}, held at the stage {Text(of["stage"])}"),
        ("may vote", Text(of["roles"])),
        ("votes", $"{Text(of["approvals"])} for, {Text(of["rejections"])} against, round {Text(of["round"])}, level {Text(of["level"])}"),
        ("opened", Time(of["opened_at"])),
        ("deadline", Time(of["deadline"])),
        ("digest", Text(shown["digest"])),
        ("settings", $"revision {Text(shown["policy_revision"])}"),
        ("as it came", RawOf(shown["raw"])),
    ];

    private static string RawOf(JsonNode? raw) => Text(raw?["state"]) switch
    {
        "kept" => $"kept until the case is decided; {(Text(raw!["may_look"]) == "true" ? "cases raw shows it, and that you looked" : Text(raw["why_not"]))}",
        "deleted" or "no_key" => Text(raw!["why_not"]),
        _ => "",
    };

    private static void Part(TextWriter writer, string name, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine(name);
        foreach (var line in all)
        {
            Line(writer, $"  {line}");
        }
    }

    private static void Line(TextWriter writer, string text) => writer.WriteLine(TerminalText.OnOneLine(text));

    private static IEnumerable<JsonObject> Rows(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();

    private static IEnumerable<string> Lines(JsonNode? said) => said is JsonArray list ? list.Select(Text) : Text(said) is { Length: > 0 } text ? [text] : [];

    private static string Quoted(JsonNode? said) => Text(said) is { Length: > 0 } text ? $"  {text}" : "";

    private static string OrNone(JsonNode? score) => Text(score) is { Length: > 0 } text ? text : "not scored";

    private static string Time(JsonNode? time) =>
        DateTimeOffset.TryParse(Text(time), System.Globalization.CultureInfo.InvariantCulture, out var at) ? $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z" : Text(time);

    private static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonArray list => string.Join(", ", list.Select(Text)),
        JsonValue one when one.TryGetValue<string>(out var text) => text,
        _ => value.ToJsonString(),
    };
}
