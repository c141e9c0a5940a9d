using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Reads ranges of a channel: where they lie from tail and index tables, then the rows.</summary>
internal sealed class ChannelReader(TailIndex tail)
{
    private const string SelectChannel = "SELECT channel_no FROM channel WHERE tenant_id = ?1 AND room = ?2 AND channel = ?3 AND epoch = ?4";

    private const string SelectRuns =
        "SELECT first_sequence, rows FROM channel_run WHERE channel_no = ?1 AND first_sequence < ?3 AND first_sequence >= "
        + "(SELECT coalesce(max(first_sequence), 0) FROM channel_run WHERE channel_no = ?1 AND first_sequence <= ?2) ORDER BY first_sequence";

    private const string SelectMessage =
        "SELECT sequence, message_id, accepted_at, expires_at, classification, envelope, stamp FROM message WHERE row_id = ?1";

    public IReadOnlyList<ChannelMessage> Read(
        SqliteSession session, ChannelKey channel, ulong epoch, long afterSequence, int maxMessages, int maxBytes)
    {
        if (FindChannel(session, channel, epoch) is not { } number)
        {
            return [];
        }

        List<ChannelMessage> messages = [];
        long bytes = 0;
        foreach (var row in Locate(session, number, afterSequence + 1, maxMessages))
        {
            var message = ReadMessage(session, row);
            bytes += message.Envelope.Length + message.Stamp.Length;
            if (messages.Count > 0 && bytes > maxBytes)
            {
                break;
            }

            messages.Add(message);
        }

        return messages;
    }

    private static long? FindChannel(SqliteSession session, ChannelKey channel, ulong epoch)
    {
        using var rows = session.Prepare(SelectChannel)
            .Bind(1, channel.Tenant).Bind(2, channel.Room).Bind(3, channel.Channel).Bind(4, (long)epoch)
            .Query();
        return rows.Next() ? rows.Int64(0) : null;
    }

    private List<long> Locate(SqliteSession session, long channel, long sequence, int max)
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

    private static ChannelMessage ReadMessage(SqliteSession session, long row)
    {
        using var rows = session.Prepare(SelectMessage).Bind(1, row).Query();
        if (!rows.Next())
        {
            throw new IOException($"The index names message row {row}, which is not there.");
        }

        return new ChannelMessage(
            rows.Int64(0),
            rows.Text(1),
            Micros.To(rows.Int64(2)),
            rows.IsNull(3) ? null : Micros.To(rows.Int64(3)),
            (Classification)rows.Int64(4),
            rows.Blob(5),
            rows.Blob(6));
    }
}
