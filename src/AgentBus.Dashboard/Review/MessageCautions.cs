using System.Text;
using System.Text.Json;
using AgentBus.Domain.Inspection;
using AgentBus.Model;

namespace AgentBus.Dashboard;

/// <summary>What of a message a reviewer can easily take for something else, in words. They refuse nothing; whoever decides should have seen them.</summary>
internal static class MessageCautions
{
    private const string Encrypted = "It is encrypted for its receivers. Neither the bus nor you can read what it says.";
    private const string Unhashed = "It names media without a hash. Who can write where they lie can change them after you decided.";
    private const string Beyond = "Parts of it are not known to the bus (beyond_json). Its receivers may act on them.";
    private const string OwnMarks = $"Its sender wrote {TextRedactor.Mark} itself: inspection took nothing out.";

    /// <summary>All that there are; none for most.</summary>
    public static IReadOnlyList<string> Of(CaseView of)
    {
        if (of.Body.Length == 0)
        {
            return [];
        }

        using var json = JsonDocument.Parse(of.Body, VisibleText.AnyDepth);
        var body = json.RootElement;
        List<string> cautions = [];
        Add(cautions, IsEncrypted(body), Encrypted);
        Add(cautions, HasUnhashedMedia(body), Unhashed);
        Add(cautions, body.TryGetProperty("beyond_json", out _), Beyond);
        Add(cautions, !IsRedacted(of) && of.Body.Contains(TextRedactor.Mark, StringComparison.Ordinal), OwnMarks);
        if (MixedWord($"{of.Summary.Target} {of.Summary.Action} {of.Summary.Tool} {VisibleText.Indented(of.Body)}") is { } word)
        {
            cautions.Add($"The word {VisibleText.Quoted(word)} mixes Latin letters with Cyrillic or Greek ones, which can look the same.");
        }

        return cautions;
    }

    /// <summary>Inspection may have taken something out; where it found nothing, a mark of redaction is the sender's.</summary>
    public static bool IsRedacted(CaseView of) => !of.Findings.IsDefaultOrEmpty;

    private static void Add(List<string> cautions, bool holds, string words)
    {
        if (holds)
        {
            cautions.Add(words);
        }
    }

    private static bool IsEncrypted(JsonElement body) => body.TryGetProperty("content", out var content) && content.TryGetProperty("encrypted", out _);

    private static bool HasUnhashedMedia(JsonElement body) =>
        body.TryGetProperty("content", out var content) && content.TryGetProperty("media", out var media)
        && media.EnumerateArray().Any(static medium => medium.GetProperty("sha256").GetString() is not { Length: 64 });

    private static string? MixedWord(string text)
    {
        var word = new StringBuilder();
        var (hasLatin, hasOther) = (false, false);
        foreach (var rune in text.EnumerateRunes().Append(new Rune(' ')))
        {
            if (Rune.IsLetter(rune))
            {
                word.Append(rune.ToString());
                hasLatin |= rune.IsAscii;
                hasOther |= rune.Value is >= 0x0370 and <= 0x052F;
                continue;
            }

            if (hasLatin && hasOther)
            {
                return word.ToString();
            }

            (hasLatin, hasOther) = (false, false);
            word.Clear();
        }

        return null;
    }
}
