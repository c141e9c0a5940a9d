namespace AgentBus.Domain.Audit;

/// <summary>Entries that a query found.</summary>
/// <param name="Records">The entries.</param>
/// <param name="Next">Where the next page begins; null: there is none. A page may be short, even empty, and have a next one: looking takes place in steps.</param>
/// <param name="IsComplete">The index has caught up with the ledger; where not, younger entries may be missing, and asking again finds more.</param>
public sealed record AuditPage(IReadOnlyList<AuditRecord> Records, long? Next, bool IsComplete = true);
