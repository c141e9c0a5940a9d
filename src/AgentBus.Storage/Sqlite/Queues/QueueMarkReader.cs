using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Reads what is settled of a queue.</summary>
internal static class QueueMarkReader
{
    private const string SelectMark =
        "SELECT c.channel_no, coalesce(m.settled_through, 0) FROM channel c LEFT JOIN queue_mark m ON m.channel_no = c.channel_no "
        + "WHERE c.tenant_id = ?1 AND c.room = ?2 AND c.channel = ?3 AND c.epoch = ?4";

    private const string SelectUnsettled =
        "SELECT c.last_sequence > coalesce(m.settled_through, 0) FROM channel c LEFT JOIN queue_mark m ON m.channel_no = c.channel_no "
        + "WHERE c.tenant_id = ?1 AND c.room = ?2 AND c.channel = ?3";

    private const string SelectItems = "SELECT sequence, attempts FROM queue_item WHERE channel_no = ?1 AND sequence > ?2 ORDER BY sequence";

    public static QueueMarks Read(SqliteSession session, ChannelKey queue, ulong epoch)
    {
        var (channel, through) = ReadMark(session, queue, epoch);
        List<long> settled = [];
        Dictionary<long, int> attempts = [];
        using var rows = session.Prepare(SelectItems).Bind(1, channel).Bind(2, through).Query();
        while (rows.Next())
        {
            if (rows.IsNull(1))
            {
                settled.Add(rows.Int64(0));
            }
            else
            {
                attempts.Add(rows.Int64(0), (int)rows.Int64(1));
            }
        }

        return new QueueMarks(through, settled, attempts);
    }

    public static bool HasUnsettled(SqliteSession session, ChannelKey queue)
    {
        using var rows = session.Prepare(SelectUnsettled).Bind(1, queue.Tenant).Bind(2, queue.Room).Bind(3, queue.Channel).Query();
        return rows.Next() && rows.Int64(0) != 0;
    }

    private static (long Channel, long Through) ReadMark(SqliteSession session, ChannelKey queue, ulong epoch)
    {
        using var rows = session.Prepare(SelectMark)
            .Bind(1, queue.Tenant).Bind(2, queue.Room).Bind(3, queue.Channel).Bind(4, (long)epoch)
            .Query();
        return rows.Next() ? (rows.Int64(0), rows.Int64(1)) : (0, 0);
    }
}
