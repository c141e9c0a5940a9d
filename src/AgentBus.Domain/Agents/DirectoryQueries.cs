using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Agents;

/// <summary>Picks agents out of the directory (AGT-02).</summary>
public static class DirectoryQueries
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    /// <summary>The page that a query asks for.</summary>
    /// <param name="agents">The entries after <see cref="AgentQuery.After"/>, in ordinal order; read only as far as needed.</param>
    /// <param name="query">What is wanted.</param>
    public static AgentPage Page(IEnumerable<AgentEntry> agents, AgentQuery query)
    {
        var limit = query.Limit <= 0 ? DefaultLimit : Math.Min(query.Limit, MaxLimit);
        var page = ImmutableArray.CreateBuilder<AgentEntry>();
        foreach (var entry in agents)
        {
            if (!Matches(entry, query))
            {
                continue;
            }

            // One more than asked for: only then is there a next page.
            if (page.Count == limit)
            {
                var next = page[limit - 1].Agent.Agent;
                return new AgentPage(page.DrainToImmutable(), next);
            }

            page.Add(entry);
        }

        return new AgentPage(page.DrainToImmutable(), "");
    }

    private static bool Matches(AgentEntry entry, AgentQuery query) =>
        (query.Type is not { } type || entry.Type == type)
        && (query.Status is not { } status || entry.Status == status)
        && (query.Presence is not { } presence || entry.Presence == presence)
        && (query.Capability.Length == 0 || Capabilities.Cover(entry.Description.Capabilities, query.Capability))
        && (query.Name is not { Length: > 0 } name || Has(entry.Agent.Agent, name) || Has(entry.Description.Name, name));

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
