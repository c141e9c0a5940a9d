namespace AgentBus.Contracts;

/// <summary>
/// Only grains of the bus may call this method: the grain types agent, queue and deliberationcase, and, where <see cref="Silo"/> says so,
/// the silo's own services. It stops mistakes; against a hostile member of the cluster stands mTLS (docs/security.md).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BusOnlyAttribute : Attribute
{
    /// <summary>The silo's own services (fan-out, tenant snapshots) and the grain types room, roomdirectory, tenant, tenantfigures and deadletters may call it as well.</summary>
    public bool Silo { get; init; }
}
