using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Salts from the rows of messages.</summary>
internal sealed class SqliteContentSalts(SqliteStore store) : IContentSalts
{
    private const string SelectColumn = "SELECT body_digest FROM message WHERE row_id = ?1 AND channel_no = ?2 AND sequence = ?3";

    public Task<ReadOnlyMemory<byte>> FindAsync(string tenant, LedgerPlace place, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync(session => Find(session, new ChannelKey(tenant, place.Room, place.Channel), place.Position), cancellationToken);

    private ReadOnlyMemory<byte> Find(SqliteSession session, ChannelKey channel, Position position)
    {
        if (ChannelRow.Find(session, channel, position.Epoch) is not { } found || store.Rows.Locate(session, found.Number, position.Sequence, 1) is not [var row])
        {
            return default;
        }

        using var rows = session.Prepare(SelectColumn).Bind(1, row).Bind(2, found.Number).Bind(3, position.Sequence).Query();
        return rows.Next() ? BodyDigest.Salt(rows.Bytes(0)).ToArray() : default;
    }
}
