using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Sqlite;

/// <summary>The index as rows beside the journal, in its commits.</summary>
internal sealed class SqliteAuditIndex(SqliteStore store) : IAuditIndex
{
    private const int RowBytes = 32;

    private const string TenantNumber = "SELECT tenant_no FROM tenant WHERE tenant_id = ?1";

    public Task<long> CountAsync(string tenant, CancellationToken cancellationToken) => store.Readers.ReadAsync(
        session =>
        {
            using var rows = session.Prepare("SELECT m.count FROM audit_mark m JOIN tenant t ON t.tenant_no = m.tenant_no WHERE t.tenant_id = ?1").Bind(1, tenant).Query();
            return rows.Next() ? rows.Int64(0) : 0;
        },
        cancellationToken);

    public Task AddAsync(string tenant, long from, long to, IReadOnlyList<AuditLink> links) => store.WriteAsync(
        session =>
        {
            if (Number(session, tenant) is { } number && Raise(session, number, from, to))
            {
                var insert = session.Prepare("INSERT OR IGNORE INTO audit_link (tenant_no, link_hash, leaf) VALUES (?1, ?2, ?3)");
                foreach (var (hash, leaf) in links.Select(static link => (Hash(link.Link), link.Index)).Order())
                {
                    insert.Bind(1, number).Bind(2, hash).Bind(3, leaf).Run();
                }
            }

            return true;
        },
        links.Count * RowBytes);

    public Task<IReadOnlyList<long>> FindAsync(string tenant, string link, long from, int max, CancellationToken cancellationToken) => store.Readers.ReadAsync<IReadOnlyList<long>>(
        session =>
        {
            var found = new List<long>();
            if (Number(session, tenant) is { } number)
            {
                using var rows = session.Prepare("SELECT leaf FROM audit_link WHERE tenant_no = ?1 AND link_hash = ?2 AND leaf >= ?3 ORDER BY leaf LIMIT ?4")
                    .Bind(1, number).Bind(2, Hash(link)).Bind(3, from).Bind(4, max).Query();
                while (rows.Next())
                {
                    found.Add(rows.Int64(0));
                }
            }

            return found;
        },
        cancellationToken);

    private static long Hash(string link) => unchecked((long)KeyHash.Of(link));

    private static long? Number(SqliteSession session, string tenant)
    {
        using var rows = session.Prepare(TenantNumber).Bind(1, tenant).Query();
        return rows.Next() ? rows.Int64(0) : null;
    }

    private static bool Raise(SqliteSession session, long tenant, long from, long to)
    {
        session.Prepare("INSERT OR IGNORE INTO audit_mark (tenant_no, count) VALUES (?1, 0)").Bind(1, tenant).Run();
        session.Prepare("UPDATE audit_mark SET count = ?3 WHERE tenant_no = ?1 AND count = ?2").Bind(1, tenant).Bind(2, from).Bind(3, to).Run();
        return session.Changes > 0;
    }
}
