using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Sqlite;

/// <summary>Reads what is kept of held messages as they came; it is written with their cases.</summary>
internal sealed class SqliteRawContentStore(SqliteStore store) : IRawContentStore
{
    private const string SelectOne = "SELECT key_id, salt, sealed FROM deliberation_raw WHERE tenant_id = ?1 AND case_id = ?2";

    // One step of the index a tenant, however much is kept of each.
    private const string SelectNextTenant = "SELECT tenant_id FROM deliberation_raw WHERE tenant_id > ?1 ORDER BY tenant_id LIMIT 1";

    private const string SelectIds = "SELECT case_id FROM deliberation_raw WHERE tenant_id = ?1 AND case_id > ?2 ORDER BY case_id LIMIT ?3";

    public Task<SealedContent?> ReadAsync(string tenant, string caseId, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync(
            session =>
            {
                using var rows = session.Prepare(SelectOne).Bind(1, tenant).Bind(2, caseId).Query();
                return rows.Next() ? new SealedContent(rows.Text(0), rows.Blob(1), rows.Blob(2)) : null;
            },
            cancellationToken);

    public Task<IReadOnlyList<string>> ReadTenantsAsync(CancellationToken cancellationToken) =>
        store.Readers.ReadAsync<IReadOnlyList<string>>(
            static session =>
            {
                List<string> tenants = [];
                while (Next(session, tenants.LastOrDefault("")) is { } tenant)
                {
                    tenants.Add(tenant);
                }

                return tenants;
            },
            cancellationToken);

    public Task<IReadOnlyList<string>> ReadIdsAsync(string tenant, string after, int max, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync<IReadOnlyList<string>>(
            session =>
            {
                using var rows = session.Prepare(SelectIds).Bind(1, tenant).Bind(2, after).Bind(3, max).Query();
                List<string> ids = [];
                while (rows.Next())
                {
                    ids.Add(rows.Text(0));
                }

                return ids;
            },
            cancellationToken);

    private static string? Next(SqliteSession session, string after)
    {
        using var rows = session.Prepare(SelectNextTenant).Bind(1, after).Query();
        return rows.Next() ? rows.Text(0) : null;
    }
}
