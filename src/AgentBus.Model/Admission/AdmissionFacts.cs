using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>What a decision was made of, so that it can be repeated later.</summary>
/// <param name="At">The time that the rules saw.</param>
/// <param name="Principal">The authenticated sender.</param>
/// <param name="PrincipalType">What it is.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Clearance">Its clearance, 0 to 5.</param>
/// <param name="Subject">The subject that authorization judged.</param>
/// <param name="TenantRevision">The revision of the tenant's settings.</param>
/// <param name="AgentTokens">What was left in the agent's bucket.</param>
/// <param name="TenantTokens">What was left in the tenant's bucket on this silo.</param>
[GenerateSerializer, Immutable, Alias("agentbus.AdmissionFacts")]
public sealed record AdmissionFacts(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] AgentKey Principal,
    [property: Id(2)] EntityType PrincipalType,
    [property: Id(3)] ImmutableArray<string> Roles,
    [property: Id(4)] int Clearance,
    [property: Id(5)] string Subject,
    [property: Id(6)] long TenantRevision,
    [property: Id(7)] double AgentTokens,
    [property: Id(8)] double TenantTokens)
{
    /// <summary>The case whose approval let it pass what would hold it; empty: none was needed.</summary>
    [Id(20)] public string Approval { get; init; } = "";
}
