using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Reads ranges of a channel: where they lie, then the rows.</summary>
internal sealed class ChannelReader(RowLocator locator)
{
    private const string SelectMessage =
        "SELECT sequence, message_id, accepted_at, expires_at, classification, envelope, stamp FROM message WHERE row_id = ?1";

    public IReadOnlyList<ChannelMessage> Read(
        SqliteSession session, ChannelKey channel, ulong epoch, long afterSequence, int maxMessages, int maxBytes)
    {
        if (ChannelRow.Find(session, channel, epoch) is not { } found)
        {
            return [];
        }

        var from = Math.Max(afterSequence + 1, found.First);
        while (true)
        {
            var messages = ReadRows(session, locator.Locate(session, found.Number, from, maxMessages), maxBytes);

            // What was removed while it was read came back without content; its removal raised the first sequence in the same commit.
            var first = ChannelRow.FirstNow(session, found.Number);
            messages.RemoveAll(message => message.Sequence < first);
            if (messages.Count > 0 || first <= from)
            {
                return messages;
            }

            from = first;
        }
    }

    private static List<ChannelMessage> ReadRows(SqliteSession session, List<long> rows, int maxBytes)
    {
        List<ChannelMessage> messages = [];
        long bytes = 0;
        foreach (var row in rows)
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
