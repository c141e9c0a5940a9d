namespace AgentBus.Domain.Inspection;

/// <summary>A pattern as file names have it: <c>*</c> for any characters, <c>?</c> for one, <c>[ab]</c> and <c>[!a-c]</c> for one of or none of. In time bounded by pattern times text.</summary>
internal static class Glob
{
    /// <summary>Whether the pattern stands for the whole text.</summary>
    public static bool Match(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
            }
            else if (p < pattern.Length && MatchOne(pattern, p, text[t], out var next))
            {
                (p, t) = (next, t + 1);
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }

    private static bool MatchOne(ReadOnlySpan<char> pattern, int at, char c, out int next)
    {
        next = at + 1;
        if (pattern[at] != '[' || pattern[(at + 1)..].IndexOf(']') is not (> 0 and var length))
        {
            return pattern[at] == '?' || pattern[at] == c;
        }

        var set = pattern.Slice(at + 1, length);
        next = at + length + 2;
        var isNot = set[0] == '!';
        set = isNot ? set[1..] : set;
        for (var i = 0; i < set.Length; i++)
        {
            var isRange = i + 2 < set.Length && set[i + 1] == '-';
            if (isRange ? c >= set[i] && c <= set[i + 2] : c == set[i])
            {
                return !isNot;
            }

            i += isRange ? 2 : 0;
        }

        return isNot;
    }
}
