using Orleans;

namespace AgentBus.Model;

/// <summary>What a tenant's messages came to since its grain was activated; silos report each second (TEN-02, TEN-09).</summary>
/// <param name="Admitted">Messages that admission let pass.</param>
/// <param name="Refused">Messages that it refused.</param>
/// <param name="Violations">Those of them that reached for another tenant.</param>
[GenerateSerializer, Immutable, Alias("agentbus.TenantCounts")]
public sealed record TenantCounts([property: Id(0)] long Admitted, [property: Id(1)] long Refused, [property: Id(2)] long Violations);
