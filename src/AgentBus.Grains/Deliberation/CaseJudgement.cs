using AgentBus.Domain.Admission;
using AgentBus.Domain.Tenants;

namespace AgentBus.Grains.Deliberation;

/// <summary>What today's admission says of an approved message: that it may pass, or what it would still hold it for.</summary>
/// <param name="Result">Pass or Hold.</param>
/// <param name="Tenant">The settings that it was judged by.</param>
internal sealed record CaseJudgement(AdmissionResult Result, TenantSnapshot Tenant);
