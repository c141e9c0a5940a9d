namespace AgentBus.Storage.Sqlite;

/// <summary>What the indexes say of one message row.</summary>
internal readonly record struct TailEntry(long Row, long Channel, long Sequence, long Sender, ulong KeyHash, long AcceptedAt);

/// <summary>An idempotency key's hash and the row that carries the key.</summary>
internal readonly record struct KeyEntry(ulong Hash, long Row);
