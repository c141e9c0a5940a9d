namespace AgentBus.Rego.Builtins;

/// <summary>Whether some text matches both of two simple patterns: literals, dots and sets, each with + or * behind it.</summary>
internal static class GlobIntersection
{
    public static bool Intersect(BuiltinContext context, string left, string right)
    {
        var (l, r) = (Read(left), Read(right));
        context.Work((long)l.Count * r.Count);
        var seen = new HashSet<(int, int)>();
        var open = new Stack<(int Left, int Right)>();
        open.Push((0, 0));
        while (open.TryPop(out var state))
        {
            if (!seen.Add(state))
            {
                continue;
            }

            if (state.Left == l.Count && state.Right == r.Count)
            {
                return true;
            }

            // A repeated part may be left out; a read character may leave a repeated part in place.
            if (state.Left < l.Count && l[state.Left].Optional)
            {
                open.Push((state.Left + 1, state.Right));
            }

            if (state.Right < r.Count && r[state.Right].Optional)
            {
                open.Push((state.Left, state.Right + 1));
            }

            if (state.Left < l.Count && state.Right < r.Count && l[state.Left].Overlaps(r[state.Right]))
            {
                foreach (var nextLeft in Next(l, state.Left))
                {
                    foreach (var nextRight in Next(r, state.Right))
                    {
                        open.Push((nextLeft, nextRight));
                    }
                }
            }
        }

        return false;
    }

    private static int[] Next(List<GlobPart> parts, int at) => parts[at].Optional ? [at, at + 1] : [at + 1];

    private static List<GlobPart> Read(string pattern)
    {
        var parts = new List<GlobPart>();
        var at = 0;
        while (at < pattern.Length)
        {
            var part = One(pattern, ref at);
            if (at < pattern.Length && pattern[at] is '+' or '*')
            {
                if (pattern[at] == '+')
                {
                    parts.Add(part);
                }

                part = part with { Optional = true };
                at++;
            }

            parts.Add(part);
        }

        return parts;
    }

    private static GlobPart One(string pattern, ref int at)
    {
        var c = pattern[at++];
        switch (c)
        {
            case '.':
                return new GlobPart([('\0', '\uFFFF')], false);
            case '[':
                return Set(pattern, ref at);
            case ']':
                throw Invalid(pattern, at, "set-close ']' with no preceding '['");
            case '+' or '*':
                throw Invalid(pattern, at, $"flag '{c}' must be preceded by a non-flag");
            case '\\' when at < pattern.Length:
                c = pattern[at++];
                break;
        }

        return new GlobPart([(c, c)], false);
    }

    private static GlobPart Set(string pattern, ref int at)
    {
        var ranges = new List<(char, char)>();
        while (at < pattern.Length && pattern[at] != ']')
        {
            var low = pattern[at] == '\\' && at + 1 < pattern.Length ? pattern[++at] : pattern[at];
            at++;
            var high = low;
            if (at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
            {
                high = pattern[at + 1];
                at += 2;
            }

            ranges.Add((low, high));
        }

        if (at >= pattern.Length)
        {
            throw Invalid(pattern, at, "found [ without matching ]");
        }

        at++;
        return new GlobPart(ranges, false);
    }

    private static BuiltinFault Invalid(string pattern, int at, string why) =>
        BuiltinFault.Of($"input:{pattern}, pos:{at}, {why}: the input provided is invalid");
}

/// <summary>A set of characters, taken once or any number of times.</summary>
internal sealed record GlobPart(IReadOnlyList<(char Low, char High)> Ranges, bool Optional)
{
    public bool Overlaps(GlobPart other) => Ranges.Any(l => other.Ranges.Any(r => l.Low <= r.High && r.Low <= l.High));
}
