namespace AgentBus.Storage.Sqlite;

/// <summary>Counts the rows of message and evidence together, in the order of commits. A number of a failed transaction is given again.</summary>
internal sealed class RowNumbers : ITransactionPart
{
    private long _last;
    private long _committed;

    public RowNumbers(SqliteSession session)
    {
        // The mark as well: rows below it may have been removed, and the ledger must not meet a number twice.
        _last = _committed = Math.Max(
            session.Scalar("SELECT value FROM journal_mark WHERE name = 'indexed_through'"),
            Math.Max(session.Scalar("SELECT max(row_id) FROM message"), session.Scalar("SELECT max(row_id) FROM evidence")));
    }

    public long Next() => ++_last;

    public bool BeforeCommit() => true;

    public void Committed() => _committed = _last;

    public void RolledBack() => _last = _committed;
}
