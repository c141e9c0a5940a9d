namespace AgentBus.Domain.Ports;

/// <summary>Something decided or done, waiting to become a leaf of the tenant's ledger.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Actor">The agent or operator that caused it.</param>
/// <param name="Subject">What it is about: a message id, an agent, "grain#revision".</param>
/// <param name="At">When.</param>
/// <param name="Body">JSON.</param>
public sealed record EvidenceRow(
    string Tenant,
    EvidenceKind Kind,
    string Actor,
    string Subject,
    DateTimeOffset At,
    ReadOnlyMemory<byte> Body);
