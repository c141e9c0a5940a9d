namespace AgentBus.Storage.Sqlite;

/// <summary>Reads the rows that the index tables do not cover into the tail, at start.</summary>
internal static class TailRecovery
{
    public static void Run(SqliteSession session, TailIndex tail, long indexedThrough)
    {
        using var rows = session.Prepare(
                "SELECT row_id, channel_no, sequence, sender_no, coalesce(idempotency_key, message_id), accepted_at FROM message WHERE row_id > ?1 ORDER BY row_id")
            .Bind(1, indexedThrough)
            .Query();
        while (rows.Next())
        {
            var entry = new TailEntry(
                rows.Int64(0), rows.Int64(1), rows.Int64(2), rows.Int64(3), KeyHash.Of(rows.Text(4)), rows.Int64(5));
            tail.Add(new ReadOnlySpan<TailEntry>(in entry));
        }
    }
}
