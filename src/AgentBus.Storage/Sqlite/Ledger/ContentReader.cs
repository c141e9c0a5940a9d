using AgentBus.Domain.Ledger;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Reads the messages of a tenant for who holds them against its ledger.</summary>
internal static class ContentReader
{
    private const string Select =
        "SELECT m.row_id, c.room, c.channel, c.epoch, m.sequence, m.body_digest, m.envelope FROM message m "
        + "JOIN tenant t ON t.tenant_no = m.tenant_no JOIN channel c ON c.channel_no = m.channel_no "
        + "WHERE t.tenant_id = ?1 AND m.row_id > ?2 ORDER BY m.row_id LIMIT ?3";

    public static IReadOnlyList<StoredContent> Read(SqliteSession session, string tenant, long afterRow, int max)
    {
        using var rows = session.Prepare(Select).Bind(1, tenant).Bind(2, afterRow).Bind(3, max).Query();
        List<StoredContent> found = [];
        while (rows.Next())
        {
            var column = rows.Blob(5);
            var place = new LedgerPlace(rows.Text(1), rows.Text(2), new Position((ulong)rows.Int64(3), rows.Int64(4)));
            found.Add(new StoredContent(rows.Int64(0), place, rows.Blob(6), BodyDigest.Of(column).ToArray(), BodyDigest.Commitment(column)));
        }

        return found;
    }

    /// <summary>The last row of evidence that is in the tenant's ledger.</summary>
    public static long TakenThrough(SqliteSession session, string tenant) => LedgerTables.FindLedger(session, tenant)?.TakenThrough ?? 0;
}
