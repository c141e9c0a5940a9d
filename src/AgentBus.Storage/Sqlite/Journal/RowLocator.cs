namespace AgentBus.Storage.Sqlite;

/// <summary>Tells where the messages of a channel lie, from tail and index tables.</summary>
internal sealed class RowLocator(TailIndex tail)
{
    private const string SelectRuns =
        "SELECT first_sequence, rows FROM channel_run WHERE channel_no = ?1 AND first_sequence < ?3 AND first_sequence >= "
        + "(SELECT coalesce(max(first_sequence), 0) FROM channel_run WHERE channel_no = ?1 AND first_sequence <= ?2) ORDER BY first_sequence";

    /// <summary>The row ids of consecutive sequences, at most so many.</summary>
    public List<long> Locate(SqliteSession session, long channel, long sequence, int max)
    {
        // The tail first: see TailIndex.
        var inTail = tail.ChannelRows(channel, sequence, max, out var tailBegins);
        if (tailBegins <= sequence)
        {
            return inTail;
        }

        List<long> found = [];
        using (var runs = session.Prepare(SelectRuns).Bind(1, channel).Bind(2, sequence).Bind(3, tailBegins).Query())
        {
            while (found.Count < max && runs.Next())
            {
                var first = runs.Int64(0);
                var run = runs.Bytes(1);
                for (var i = (int)Math.Max(0, sequence - first); i < RunBytes.RowCount(run) && found.Count < max && first + i < tailBegins; i++)
                {
                    found.Add(RunBytes.Row(run, i));
                }
            }
        }

        found.AddRange(inTail.Take(max - found.Count));
        return found;
    }
}
