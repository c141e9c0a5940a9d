using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Grains.Directory;

/// <summary>The agents of a tenant by id, in ordinal order.</summary>
internal sealed class KnownAgents
{
    private readonly Dictionary<string, KnownAgent> _agents = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _order = new(StringComparer.Ordinal);

    /// <summary>The agent, or null.</summary>
    public KnownAgent? Find(string agent) => _agents.GetValueOrDefault(agent);

    /// <summary>The agent; a new one where it is not known.</summary>
    public KnownAgent FindOrAdd(string agent)
    {
        if (!_agents.TryGetValue(agent, out var known))
        {
            _agents.Add(agent, known = new KnownAgent());
            _order.Add(agent);
        }

        return known;
    }

    /// <summary>The agents after this id, in order.</summary>
    public IEnumerable<(string Agent, KnownAgent Known)> After(string agent) =>
        _order.Count == 0 || string.CompareOrdinal(agent, _order.Max) >= 0
            ? []
            : _order.GetViewBetween(agent, _order.Max!).Where(id => id != agent).Select(id => (id, _agents[id]));

    /// <summary>Replaces what an outside registry said; answers the ids that are taken already.</summary>
    public ImmutableArray<string> Import(string origin, ImmutableArray<OutsideAgent> agents)
    {
        foreach (var known in _agents.Values.Where(known => known.Origin == origin))
        {
            (known.Outside, known.Origin) = (null, "");
        }

        var taken = ImmutableArray.CreateBuilder<string>();
        foreach (var agent in agents)
        {
            var known = FindOrAdd(agent.Agent.Agent);
            if (known.Outside is null)
            {
                (known.Outside, known.Origin) = (agent, origin);
            }
            else
            {
                taken.Add(agent.Agent.Agent);
                continue;
            }

            if (known.Record is { Status: not AgentStatus.Unregistered })
            {
                taken.Add(agent.Agent.Agent);
            }
        }

        return taken.DrainToImmutable();
    }
}
