using System.Collections.Immutable;

namespace AgentBus.Domain.Deliberation;

/// <summary>How many roles people can stand for at once, each for one of theirs: one person with two roles is not two people.</summary>
internal static class DistinctRoles
{
    /// <summary>The size of a maximum matching of people and roles, by augmenting paths.</summary>
    public static int Count(IReadOnlyList<ImmutableArray<string>> people)
    {
        var holders = new Dictionary<string, int>(StringComparer.Ordinal);
        var count = 0;
        for (var person = 0; person < people.Count; person++)
        {
            if (Place(person, people, holders, new HashSet<string>(StringComparer.Ordinal)))
            {
                count++;
            }
        }

        return count;
    }

    private static bool Place(int person, IReadOnlyList<ImmutableArray<string>> people, Dictionary<string, int> holders, HashSet<string> tried)
    {
        foreach (var role in people[person])
        {
            if (tried.Add(role) && (!holders.TryGetValue(role, out var holder) || Place(holder, people, holders, tried)))
            {
                holders[role] = person;
                return true;
            }
        }

        return false;
    }
}
