using AgentBus.Contracts;

namespace AgentBus.Grains.Tenants;

/// <summary>A silo that goes by a tenant's settings.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Observer">Its end of them.</param>
/// <param name="Spends">Agents of the tenant are held there, and spend of its quota.</param>
/// <param name="Seen">The timestamp at which it was heard of.</param>
internal sealed record LiveSilo(string Name, ITenantObserver Observer, bool Spends, long Seen);
