using Orleans;
using Orleans.Runtime;

namespace AgentBus.Storage.Sqlite;

/// <summary>Reminders as rows, in the writer's commits.</summary>
internal sealed class SqliteReminderTable(SqliteStore store) : IReminderTable
{
    private const string Columns = "SELECT grain_id, name, start_at, period, etag FROM reminder ";

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<ReminderTableData> ReadRows(GrainId grainId)
    {
        var row = GrainRow.Of(grainId);
        return ReadAsync(session => session.Prepare(Columns + "WHERE tenant_id = ?1 AND grain_id = ?2 ORDER BY name").Bind(1, row.Tenant).Bind(2, row.Id));
    }

    // Above begin up to end; where begin is not below end, the range goes on past the largest hash.
    public Task<ReminderTableData> ReadRows(uint begin, uint end) =>
        ReadAsync(session => session
            .Prepare(begin < end
                ? Columns + "WHERE grain_hash > ?1 AND grain_hash <= ?2"
                : Columns + "WHERE grain_hash > ?1 OR grain_hash <= ?2")
            .Bind(1, begin).Bind(2, end));

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        var row = GrainRow.Of(grainId);
        var found = await ReadAsync(session => session
            .Prepare(Columns + "WHERE tenant_id = ?1 AND grain_id = ?2 AND name = ?3")
            .Bind(1, row.Tenant).Bind(2, row.Id).Bind(3, reminderName));
        return found.Reminders.Count == 0 ? null : found.Reminders[0];
    }

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        var row = GrainRow.Of(entry.GrainId);
        var startAt = entry.StartAt.Kind == DateTimeKind.Local ? entry.StartAt.ToUniversalTime() : entry.StartAt;
        return ETags.Text(await store.WriteAsync(session =>
        {
            var etag = ETags.Next(session);
            session.Prepare(
                    "INSERT OR REPLACE INTO reminder (tenant_id, grain_id, name, grain_hash, start_at, period, etag) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
                .Bind(1, row.Tenant).Bind(2, row.Id).Bind(3, entry.ReminderName).Bind(4, entry.GrainId.GetUniformHashCode())
                .Bind(5, startAt.Ticks).Bind(6, entry.Period.Ticks).Bind(7, etag)
                .Run();
            return etag;
        }));
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        var row = GrainRow.Of(grainId);
        return store.WriteAsync(session =>
        {
            session.Prepare("DELETE FROM reminder WHERE tenant_id = ?1 AND grain_id = ?2 AND name = ?3 AND etag = ?4")
                .Bind(1, row.Tenant).Bind(2, row.Id).Bind(3, reminderName).Bind(4, ETags.Parse(eTag))
                .Run();
            return session.Changes == 1;
        });
    }

    public Task TestOnlyClearTable() =>
        store.WriteAsync(session =>
        {
            session.Prepare("DELETE FROM reminder").Run();
            return true;
        });

    private Task<ReminderTableData> ReadAsync(Func<SqliteSession, Statement> query) =>
        store.Readers.ReadAsync(
            session =>
            {
                using var rows = query(session).Query();
                List<ReminderEntry> entries = [];
                while (rows.Next())
                {
                    entries.Add(new ReminderEntry
                    {
                        GrainId = GrainId.Parse(rows.Text(0)),
                        ReminderName = rows.Text(1),
                        StartAt = new DateTime(rows.Int64(2), DateTimeKind.Utc),
                        Period = new TimeSpan(rows.Int64(3)),
                        ETag = ETags.Text(rows.Int64(4)),
                    });
                }

                return new ReminderTableData(entries);
            },
            CancellationToken.None);
}
