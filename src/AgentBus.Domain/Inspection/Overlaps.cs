using System.Collections.Immutable;
using System.Text;

namespace AgentBus.Domain.Inspection;

/// <summary>Makes findings of matches: those that overlap become one, which covers all of them and is what the surest of them says. The order in which detectors ran does not matter.</summary>
internal static class Overlaps
{
    public static ImmutableArray<Finding> Resolve(ReadOnlySpan<byte> text, List<Match> matches, ImmutableHashSet<string> allowed)
    {
        matches.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : Surest(a, b));
        var findings = ImmutableArray.CreateBuilder<Finding>(matches.Count);
        var (bytes, points) = (0, 0);
        for (var i = 0; i < matches.Count;)
        {
            var merged = matches[i];
            var surest = merged;
            for (i++; i < matches.Count && matches[i].Start < merged.End; i++)
            {
                surest = Surest(matches[i], surest) < 0 ? matches[i] : surest;
                merged = merged with { End = Math.Max(merged.End, matches[i].End) };
            }

            if (IsAllowed(text[merged.Start..merged.End], allowed))
            {
                continue;
            }

            var start = points + CodePoints(text[bytes..merged.Start]);
            var end = start + CodePoints(text[merged.Start..merged.End]);
            (bytes, points) = (merged.End, end);
            findings.Add(new Finding(surest.Type, start, end, surest.Score, surest.Detector) { ByteStart = merged.Start, ByteEnd = merged.End });
        }

        return findings.DrainToImmutable();
    }

    /// <summary>The more certain, then the longer, then the earlier; and of equals always the same.</summary>
    private static int Surest(Match a, Match b)
    {
        var order = b.Score.CompareTo(a.Score);
        order = order != 0 ? order : (b.End - b.Start).CompareTo(a.End - a.Start);
        order = order != 0 ? order : a.Start.CompareTo(b.Start);
        order = order != 0 ? order : string.CompareOrdinal(a.Type, b.Type);
        return order != 0 ? order : string.CompareOrdinal(a.Detector, b.Detector);
    }

    private static bool IsAllowed(ReadOnlySpan<byte> value, ImmutableHashSet<string> allowed) =>
        value.Length <= 256 && !allowed.IsEmpty && allowed.Contains(Encoding.UTF8.GetString(value));

    private static int CodePoints(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var b in utf8)
        {
            count += (b & 0xC0) != 0x80 ? 1 : 0;
        }

        return count;
    }
}
