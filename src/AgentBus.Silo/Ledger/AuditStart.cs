namespace AgentBus.Silo.Ledger;

/// <summary>Where a ledger stood before a message was sent that asks for an audit: its decision comes behind.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Size">Entries.</param>
internal sealed record AuditStart(string Tenant, long Size);
