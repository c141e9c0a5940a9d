using Orleans;

namespace AgentBus.Model;

/// <summary>What a silo gets when it renews its interest in a tenant.</summary>
/// <param name="Revision">The tenant's revision now.</param>
/// <param name="Settings">The settings; null where the silo has this revision already.</param>
/// <param name="QuotaShare">The part of the tenant's rate that this silo may spend, 0 to 1.</param>
[GenerateSerializer, Immutable, Alias("agentbus.TenantLease")]
public sealed record TenantLease(
    [property: Id(0)] long Revision,
    [property: Id(1)] TenantSettings? Settings,
    [property: Id(2)] double QuotaShare);
