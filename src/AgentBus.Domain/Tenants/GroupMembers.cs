using System.Collections.Frozen;
using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Tenants;

/// <summary>The agents of every group, those of the groups within included, each once. Groups may hold each other in circles.</summary>
internal static class GroupMembers
{
    /// <summary>Works them out once for a revision of the settings.</summary>
    public static FrozenDictionary<string, ImmutableArray<string>> Of(ImmutableArray<GroupSettings> groups)
    {
        if (groups.IsDefaultOrEmpty)
        {
            return FrozenDictionary<string, ImmutableArray<string>>.Empty;
        }

        var declared = groups.ToDictionary(static group => group.Name, StringComparer.Ordinal);
        return groups.ToFrozenDictionary(static group => group.Name, group => Expand(group, declared), StringComparer.Ordinal);
    }

    private static ImmutableArray<string> Expand(GroupSettings first, Dictionary<string, GroupSettings> declared)
    {
        var agents = new List<string>();
        var seenAgents = new HashSet<string>(StringComparer.Ordinal);
        var seenGroups = new HashSet<string>(StringComparer.Ordinal) { first.Name };
        var waiting = new Queue<GroupSettings>([first]);
        while (waiting.TryDequeue(out var group))
        {
            agents.AddRange(group.Agents.Where(seenAgents.Add));
            foreach (var name in group.Groups)
            {
                if (seenGroups.Add(name) && declared.TryGetValue(name, out var within))
                {
                    waiting.Enqueue(within);
                }
            }
        }

        return [.. agents];
    }
}
