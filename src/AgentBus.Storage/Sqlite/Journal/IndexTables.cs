namespace AgentBus.Storage.Sqlite;

/// <summary>Writes the index tables. For the writer's thread, within its transaction.</summary>
internal sealed class IndexTables(SqliteSession session)
{
    // A long pause leaves many batches behind; they go a few at a time, so that no commit waits for all of them.
    private const int PrunedAtOnce = 16;

    /// <summary>The last row that the tables cover.</summary>
    public long IndexedThrough => session.Scalar("SELECT value FROM journal_mark WHERE name = 'indexed_through'");

    /// <summary>Removes what a batch left that was cut off before its end.</summary>
    public void RemoveUnfinished() =>
        session.Prepare("DELETE FROM sender_run WHERE batch_no > ?1").Bind(1, IndexedThrough).Run();

    public void WriteChannel(long channel, long firstSequence, List<long> rows) =>
        session.Prepare("INSERT OR REPLACE INTO channel_run (channel_no, first_sequence, rows) VALUES (?1, ?2, ?3)")
            .Bind(1, channel).Bind(2, firstSequence).Bind(3, RunBytes.Write(rows)).Run();

    public void WriteSender(long batch, long sender, List<KeyEntry> entries) =>
        session.Prepare("INSERT OR REPLACE INTO sender_run (batch_no, sender_no, entries) VALUES (?1, ?2, ?3)")
            .Bind(1, batch).Bind(2, sender).Bind(3, RunBytes.Write(entries)).Run();

    /// <summary>From now on the tables stand for the segment, and keys accepted before the bound cannot be found any more.</summary>
    public void Finish(TailSegment segment, long prunedBefore)
    {
        session.Prepare("INSERT OR REPLACE INTO index_batch (batch_no, last_accepted_at) VALUES (?1, ?2)")
            .Bind(1, segment.FirstRow).Bind(2, segment.LastAcceptedAt).Run();
        session.Prepare("UPDATE journal_mark SET value = ?1 WHERE name = 'indexed_through'").Bind(1, segment.LastRow).Run();
        session.Prepare(
                "DELETE FROM sender_run WHERE batch_no IN (SELECT batch_no FROM index_batch WHERE last_accepted_at < ?1 ORDER BY batch_no LIMIT ?2)")
            .Bind(1, prunedBefore).Bind(2, PrunedAtOnce).Run();
        session.Prepare(
                "DELETE FROM index_batch WHERE batch_no IN (SELECT batch_no FROM index_batch WHERE last_accepted_at < ?1 ORDER BY batch_no LIMIT ?2)")
            .Bind(1, prunedBefore).Bind(2, PrunedAtOnce).Run();
    }
}
