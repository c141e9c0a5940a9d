using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>Some rows of evidence that follow each other.</summary>
/// <param name="Through">The last row of them; of an empty slice, the row behind which there is none.</param>
/// <param name="Tenants">The rows of each tenant, in their order.</param>
public sealed record EvidenceSlice(long Through, IReadOnlyList<(string Tenant, LedgerUptake Uptake)> Tenants);
