using System.Collections.Concurrent;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>What the numbers in rows of evidence stand for; they never change. Thread-safe.</summary>
internal sealed class EvidenceNames
{
    private readonly ConcurrentDictionary<long, string> _tenants = new();
    private readonly ConcurrentDictionary<long, string> _senders = new();
    private readonly ConcurrentDictionary<long, (ChannelKey Key, ulong Epoch)> _channels = new();

    public string Tenant(SqliteSession session, long number) =>
        _tenants.TryGetValue(number, out var tenant) ? tenant : _tenants[number] = Text(session, "SELECT tenant_id FROM tenant WHERE tenant_no = ?1", number);

    public string Sender(SqliteSession session, long number) =>
        _senders.TryGetValue(number, out var sender) ? sender : _senders[number] = Text(session, "SELECT agent FROM sender WHERE sender_no = ?1", number);

    public (ChannelKey Key, ulong Epoch) Channel(SqliteSession session, long number)
    {
        if (!_channels.TryGetValue(number, out var channel))
        {
            using var rows = session.Prepare("SELECT tenant_id, room, channel, epoch FROM channel WHERE channel_no = ?1").Bind(1, number).Query();
            channel = rows.Next() ? (new ChannelKey(rows.Text(0), rows.Text(1), rows.Text(2)), (ulong)rows.Int64(3)) : default;
            _channels[number] = channel;
        }

        return channel;
    }

    private static string Text(SqliteSession session, string sql, long number)
    {
        using var rows = session.Prepare(sql).Bind(1, number).Query();
        return rows.Next() ? rows.Text(0) : "";
    }
}
