using System.Text.Json;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>The directory as rows beside the journal, in its commits.</summary>
internal sealed class SqliteAgentStore(SqliteStore store) : IAgentStore
{
    private const string Select =
        "SELECT agent, revision, type, status, reason, description, registered_at, changed_at, last_seen FROM agent WHERE tenant_id = ?1 ORDER BY agent";

    private const string Upsert =
        "INSERT INTO agent (tenant_id, agent, revision, type, status, reason, description, registered_at, changed_at, last_seen) "
        + "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (tenant_id, agent) DO UPDATE SET revision = excluded.revision, "
        + "type = excluded.type, status = excluded.status, reason = excluded.reason, description = excluded.description, "
        + "registered_at = excluded.registered_at, changed_at = excluded.changed_at, last_seen = excluded.last_seen WHERE excluded.revision >= agent.revision";

    private const string Delete = "DELETE FROM agent WHERE tenant_id = ?1 AND agent = ?2 AND revision <= ?3";

    public Task<IReadOnlyList<AgentRow>> LoadAsync(string tenant, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync<IReadOnlyList<AgentRow>>(
            session =>
            {
                using var rows = session.Prepare(Select).Bind(1, tenant).Query();
                List<AgentRow> agents = [];
                while (rows.Next())
                {
                    agents.Add(new AgentRow(Record(tenant, rows), rows.IsNull(8) ? null : Micros.To(rows.Int64(8))));
                }

                return agents;
            },
            cancellationToken);

    public async Task<bool> SaveAsync(IReadOnlyList<AgentRow> rows)
    {
        try
        {
            return await store.WriteAsync(session =>
            {
                foreach (var row in rows)
                {
                    Save(session, row);
                }

                return true;
            });
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void Save(SqliteSession session, AgentRow row)
    {
        var record = row.Record;
        if (record.Status == AgentStatus.Unregistered)
        {
            session.Prepare(Delete).Bind(1, record.Agent.Tenant).Bind(2, record.Agent.Agent).Bind(3, record.Revision).Run();
            return;
        }

        var statement = session.Prepare(Upsert)
            .Bind(1, record.Agent.Tenant)
            .Bind(2, record.Agent.Agent)
            .Bind(3, record.Revision)
            .Bind(4, (long)record.Type)
            .Bind(5, (long)record.Status)
            .Bind(6, record.Reason)
            .Bind(7, JsonSerializer.Serialize(record.Description))
            .Bind(8, Micros.From(record.RegisteredAt))
            .Bind(9, Micros.From(record.ChangedAt));
        (row.LastSeen is { } seen ? statement.Bind(10, Micros.From(seen)) : statement.BindNull(10)).Run();
    }

    private static AgentRecord Record(string tenant, StatementRows rows) => new(
        new AgentKey(tenant, rows.Text(0)),
        rows.Int64(1),
        (EntityType)rows.Int64(2),
        (AgentStatus)rows.Int64(3),
        rows.Text(4),
        JsonSerializer.Deserialize<AgentDescription>(rows.Text(5))!,
        Micros.To(rows.Int64(6)),
        Micros.To(rows.Int64(7)));
}
