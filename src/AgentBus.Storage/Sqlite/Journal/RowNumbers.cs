namespace AgentBus.Storage.Sqlite;

/// <summary>Counts the rows of message and evidence together, in the order of commits. A failed transaction leaves a gap. For the writer's thread.</summary>
internal sealed class RowNumbers
{
    private long _last;

    public RowNumbers(SqliteSession session)
    {
        // The mark as well: rows below it may have been removed, and the ledger must not meet a number twice.
        _last = Math.Max(
            session.Scalar("SELECT value FROM journal_mark WHERE name = 'indexed_through'"),
            Math.Max(session.Scalar("SELECT max(row_id) FROM message"), session.Scalar("SELECT max(row_id) FROM evidence")));
    }

    public long Next() => ++_last;
}
