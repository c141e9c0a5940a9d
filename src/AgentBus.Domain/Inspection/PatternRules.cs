using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace AgentBus.Domain.Inspection;

/// <summary>The regular expressions of a policy (CAS-05). They run without backtracking, so in time linear in the text (CAS-10).</summary>
internal sealed class PatternRules
{
    private const double Score = 0.9;

    private readonly Regex[] _patterns;

    public PatternRules(ImmutableArray<string> patterns) =>
        _patterns = [.. patterns.Select(static p => new Regex(p, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant))];

    /// <summary>Why a text is no pattern; null: it is one.</summary>
    public static string? Problem(string pattern)
    {
        try
        {
            _ = new PatternRules([pattern]);
            return null;
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return fault.Message;
        }
    }

    /// <summary>Adds what matches in each text of the sheet.</summary>
    public void Find(TextSheet sheet, ref List<Match>? matches)
    {
        if (_patterns.Length == 0)
        {
            return;
        }

        foreach (ref readonly var piece in sheet.Pieces)
        {
            var text = Encoding.UTF8.GetString(sheet.Text[piece.Start..piece.End]);
            foreach (var pattern in _patterns)
            {
                Find(pattern, text, piece.Start, piece.End, ref matches);
            }
        }
    }

    private static void Find(Regex pattern, string text, int start, int end, ref List<Match>? matches)
    {
        foreach (var match in pattern.EnumerateMatches(text))
        {
            if (match.Length == 0)
            {
                continue;
            }

            var from = start + Encoding.UTF8.GetByteCount(text.AsSpan(0, match.Index));
            var to = from + Encoding.UTF8.GetByteCount(text.AsSpan(match.Index, match.Length));
            // A text that was cut in a character, or is no UTF-8, is longer as a string.
            (matches ??= []).Add(new Match(Math.Min(from, end - 1), Math.Min(to, end), FindingTypes.Pattern, Score, "pattern"));
        }
    }
}
