using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Finds what a sender delivered under which idempotency key.</summary>
internal sealed class DeliveredKeyReader(TailIndex tail)
{
    private const string SelectRuns =
        "SELECT s.entries FROM index_batch b JOIN sender_run s ON s.batch_no = b.batch_no AND s.sender_no = ?1 "
        + "WHERE b.last_accepted_at >= ?2 ORDER BY b.batch_no DESC";

    private const string SelectKey =
        "SELECT coalesce(m.idempotency_key, m.message_id), m.body_digest, m.message_id, c.tenant_id, c.room, c.channel, c.epoch, m.sequence, m.accepted_at "
        + "FROM message m JOIN channel c ON c.channel_no = m.channel_no WHERE m.row_id = ?1";

    /// <summary>Newest first.</summary>
    public IReadOnlyList<DeliveredKey> ReadNewest(SqliteSession session, AgentKey sender, DateTimeOffset since, int max)
    {
        List<DeliveredKey> found = [];
        Visit(session, sender, Micros.From(since), hash: null, key =>
        {
            found.Add(key);
            return found.Count < max;
        });
        return found;
    }

    public DeliveredKey? Find(SqliteSession session, AgentKey sender, string idempotencyKey, DateTimeOffset since)
    {
        DeliveredKey? found = null;
        Visit(session, sender, Micros.From(since), KeyHash.Of(idempotencyKey), key =>
        {
            found = key.IdempotencyKey == idempotencyKey ? key : null;
            return found is null;
        });
        return found;
    }

    /// <summary>Shows keys accepted since a time, newest first, until the visitor has had enough; with a hash only those that have it.</summary>
    private void Visit(SqliteSession session, AgentKey sender, long since, ulong? hash, Func<DeliveredKey, bool> visitor)
    {
        if (SenderNumber.Find(session, sender) is not { } number)
        {
            return;
        }

        // The tail first: see TailIndex. What moved to the tables since is skipped there.
        var inTail = tail.SenderKeys(number);
        for (var i = inTail.Count - 1; i >= 0; i--)
        {
            if (!Show(inTail[i]))
            {
                return;
            }
        }

        var tailBegins = inTail.Count > 0 ? inTail[0].Row : long.MaxValue;
        using var runs = session.Prepare(SelectRuns).Bind(1, number).Bind(2, since).Query();
        while (runs.Next())
        {
            var run = runs.Bytes(0);
            for (var i = RunBytes.EntryCount(run) - 1; i >= 0; i--)
            {
                var entry = RunBytes.Entry(run, i);
                if (entry.Row < tailBegins && !Show(entry))
                {
                    return;
                }
            }
        }

        bool Show(KeyEntry entry) =>
            (hash is not null && entry.Hash != hash) || ReadKey(session, entry.Row) is not { } key || Micros.From(key.AcceptedAt) < since || visitor(key);
    }

    private static DeliveredKey? ReadKey(SqliteSession session, long row)
    {
        using var rows = session.Prepare(SelectKey).Bind(1, row).Query();
        return rows.Next()
            ? new DeliveredKey(
                rows.Text(0),
                BodyDigest.Of(rows.Bytes(1)).ToArray(),
                rows.Text(2),
                new ChannelKey(rows.Text(3), rows.Text(4), rows.Text(5)),
                new Position((ulong)rows.Int64(6), rows.Int64(7)),
                Micros.To(rows.Int64(8)))
            : null;
    }
}
