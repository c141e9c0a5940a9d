using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>A row of the table ledger.</summary>
internal readonly record struct StoredLedger(long Number, TreeHead Head, LedgerHash LastLeaf, long TakenThrough);
