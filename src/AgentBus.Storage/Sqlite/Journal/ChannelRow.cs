using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>A channel as a reader finds it.</summary>
internal readonly record struct ChannelRow(long Number, long First, long Last)
{
    /// <summary>The channel with this history; null where there is none.</summary>
    public static ChannelRow? Find(SqliteSession session, ChannelKey channel, ulong epoch)
    {
        using var rows = session.Prepare(
                "SELECT channel_no, first_sequence, last_sequence FROM channel WHERE tenant_id = ?1 AND room = ?2 AND channel = ?3 AND epoch = ?4")
            .Bind(1, channel.Tenant).Bind(2, channel.Room).Bind(3, channel.Channel).Bind(4, (long)epoch)
            .Query();
        return rows.Next() ? new ChannelRow(rows.Int64(0), rows.Int64(1), rows.Int64(2)) : null;
    }

    /// <summary>The oldest sequence that still has its content.</summary>
    public static long FirstNow(SqliteSession session, long number)
    {
        using var rows = session.Prepare("SELECT first_sequence FROM channel WHERE channel_no = ?1").Bind(1, number).Query();
        return rows.Next() ? rows.Int64(0) : long.MaxValue;
    }
}
