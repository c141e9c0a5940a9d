namespace AgentBus.Domain.Ports;

/// <summary>A link and the entry that has it.</summary>
/// <param name="Link">The link, see <see cref="Audit.AuditLinks"/>.</param>
/// <param name="Index">The entry's place in the ledger.</param>
public readonly record struct AuditLink(string Link, long Index);
