using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>
/// An outside registry of agents: ours are published to it, its own are found here (AGT-12). Any other protocol of agents plugs in here (AGT-13):
/// register one with the services of the silo. It belongs to one tenant, and what it says grants nothing. Calls come one at a time.
/// </summary>
public interface IOutsideRegistry
{
    /// <summary>An id; the <see cref="AgentEntry.Origin"/> of its agents. No two registries of a tenant have the same.</summary>
    string Name { get; }

    /// <summary>The tenant whose agents it is told, and in whose directory its own are found.</summary>
    TenantKey Tenant { get; }

    /// <summary>So long between two exchanges with it; more than 0.</summary>
    TimeSpan Period { get; }

    /// <summary>It is to be told our agents.</summary>
    bool TakesOurs { get; }

    /// <summary>All agents that it names now. It throws where it cannot say; what it said last then stands. Agents of other tenants are passed over.</summary>
    Task<ImmutableArray<OutsideAgent>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes our agents, in the order of their ids, in the place of those that it was told before; said at each exchange, also where nothing has changed. It
    /// throws where it cannot take them.
    /// </summary>
    Task PublishAsync(ImmutableArray<AgentEntry> agents, CancellationToken cancellationToken);
}
