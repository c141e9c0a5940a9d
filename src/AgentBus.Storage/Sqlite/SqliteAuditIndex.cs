using AgentBus.Domain.Ports;
using AgentBus.Storage.Audit;

namespace AgentBus.Storage.Sqlite;

/// <summary>The index as rows beside the journal, in its commits.</summary>
internal sealed class SqliteAuditIndex(SqliteStore store) : IAuditIndex
{
    private const int RowBytes = 32;

    private const string SelectFrom = "SELECT leaf FROM audit_link WHERE tenant_no = ?1 AND link_hash = ?2 AND leaf >= ?3 ORDER BY leaf LIMIT ?4";

    private const string SelectLast = "SELECT leaf FROM audit_link WHERE tenant_no = ?1 AND link_hash = ?2 AND leaf >= ?3 ORDER BY leaf DESC LIMIT ?4";

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
                foreach (var (hash, leaf) in links.Select(static link => (LinkHash.Of(link.Link), link.Index)).Order())
                {
                    insert.Bind(1, number).Bind(2, hash).Bind(3, leaf).Run();
                }
            }

            return true;
        },
        links.Count * RowBytes);

    public Task<IReadOnlyList<long>> FindAsync(string tenant, string link, long from, int max, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync<IReadOnlyList<long>>(session => Find(session, SelectFrom, tenant, link, from, max), cancellationToken);

    public Task<IReadOnlyList<long>> FindLastAsync(string tenant, string link, int max, CancellationToken cancellationToken) => store.Readers.ReadAsync<IReadOnlyList<long>>(
        session =>
        {
            var found = Find(session, SelectLast, tenant, link, 0, max);
            found.Reverse();
            return found;
        },
        cancellationToken);

    private static List<long> Find(SqliteSession session, string query, string tenant, string link, long from, int max)
    {
        var found = new List<long>();
        if (Number(session, tenant) is { } number)
        {
            using var rows = session.Prepare(query).Bind(1, number).Bind(2, LinkHash.Of(link)).Bind(3, from).Bind(4, max).Query();
            while (rows.Next())
            {
                found.Add(rows.Int64(0));
            }
        }

        return found;
    }

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
