namespace AgentBus.Storage.Sqlite;

/// <summary>A work that cannot be done, whatever else is in its group.</summary>
internal sealed record FailedWork(IWriteWork Work, Exception Reason);
