using Orleans;

namespace AgentBus.Model;

/// <summary>Token buckets: so many messages a second on average, and so many at once. A rate of 0 means no limit.</summary>
/// <param name="AgentRate">Messages a second of one agent.</param>
/// <param name="AgentBurst">Messages at once of one agent.</param>
/// <param name="TenantRate">Messages a second of the tenant over all silos.</param>
/// <param name="TenantBurst">Messages at once of the tenant over all silos.</param>
[GenerateSerializer, Immutable, Alias("agentbus.QuotaSettings")]
public sealed record QuotaSettings(
    [property: Id(0)] double AgentRate,
    [property: Id(1)] double AgentBurst,
    [property: Id(2)] double TenantRate,
    [property: Id(3)] double TenantBurst);
