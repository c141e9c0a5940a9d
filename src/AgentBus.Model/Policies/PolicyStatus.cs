using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>The policies of a tenant as operators see them.</summary>
/// <param name="TenantRevision">The revision of the tenant's settings.</param>
/// <param name="Active">The revision in force; empty: no bundle is.</param>
/// <param name="Canary">The revision on trial; empty: none.</param>
/// <param name="CanaryPercent">The part of the messages that it decides.</param>
/// <param name="Previous">What a rollback makes active again; empty: nothing.</param>
/// <param name="Rules">Names of the declared rules.</param>
/// <param name="OpaPath">What the outside engine is asked for; empty: it is not asked.</param>
/// <param name="Bundles">The bundles that are kept, the latest first.</param>
[GenerateSerializer, Immutable, Alias("agentbus.PolicyStatus")]
public sealed record PolicyStatus(
    [property: Id(0)] long TenantRevision,
    [property: Id(1)] string Active,
    [property: Id(2)] string Canary,
    [property: Id(3)] int CanaryPercent,
    [property: Id(4)] string Previous,
    [property: Id(5)] ImmutableArray<string> Rules,
    [property: Id(6)] string OpaPath,
    [property: Id(7)] ImmutableArray<PolicyBundleRecord> Bundles);
