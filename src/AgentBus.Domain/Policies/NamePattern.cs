using System.Collections.Immutable;

namespace AgentBus.Domain.Policies;

/// <summary>Names with <c>*</c> for any text. Linear in the name for one star; a pattern is short and of the tenant's own.</summary>
internal static class NamePattern
{
    /// <summary>Whether one of the patterns is the name.</summary>
    public static bool Matches(ImmutableArray<string> patterns, string name)
    {
        foreach (var pattern in patterns)
        {
            if (Matches(pattern.AsSpan(), name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the pattern is the name; letters count as they are.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var (next, at, star, from) = (0, 0, -1, 0);
        while (at < name.Length)
        {
            if (next < pattern.Length && pattern[next] == '*')
            {
                (star, from) = (next++, at);
            }
            else if (next < pattern.Length && pattern[next] == name[at])
            {
                next++;
                at++;
            }
            else if (star >= 0)
            {
                // The last star takes one character more; earlier ones need never be tried again.
                (next, at) = (star + 1, ++from);
            }
            else
            {
                return false;
            }
        }

        return pattern[next..].TrimStart('*').IsEmpty;
    }
}
