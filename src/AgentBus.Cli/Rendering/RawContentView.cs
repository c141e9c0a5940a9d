using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBus.Cli.Rendering;

/// <summary>A message as it came, for people: what would move the terminal is taken out.</summary>
internal static class RawContentView
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The page of it, from the data of <c>POST /api/v1/cases/{case_id}/raw</c>.</summary>
    public static void Write(TextWriter writer, JsonObject shown)
    {
        foreach (var name in new[] { "action", "tool", "intent", "commitment", "salt", "body_sha256" })
        {
            if ((string?)shown[name] is { Length: > 0 } text)
            {
                writer.WriteLine(TerminalText.OnOneLine($"{name,-16}{text}"));
            }
        }

        writer.WriteLine();
        foreach (var line in shown["message"]!.ToJsonString(Readable).Split('\n'))
        {
            writer.WriteLine(TerminalText.OnOneLine(line));
        }
    }
}
