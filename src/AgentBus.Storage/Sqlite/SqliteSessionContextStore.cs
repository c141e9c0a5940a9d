using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Session contexts in SQLite.</summary>
internal sealed class SqliteSessionContextStore(SqliteStore store) : ISessionContextStore
{
    private static readonly ContextSaved Unavailable = new(ContextOutcome.Unavailable, 0);

    public Task<SessionContext?> LoadAsync(AgentKey agent, string contextId, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync(
            session =>
            {
                using var rows = session.Prepare(
                        "SELECT revision, state, memory, updated_at, expires_at FROM session_context "
                        + "WHERE tenant_id = ?1 AND agent = ?2 AND context_id = ?3 AND expires_at > ?4")
                    .Bind(1, agent.Tenant).Bind(2, agent.Agent).Bind(3, contextId).Bind(4, Micros.From(now))
                    .Query();
                return rows.Next()
                    ? new SessionContext(contextId, rows.Int64(0), rows.Blob(1), rows.Blob(2), Micros.To(rows.Int64(3)), Micros.To(rows.Int64(4)))
                    : null;
            },
            cancellationToken);

    public async Task<ContextSaved> SaveAsync(AgentKey agent, ContextDraft draft, DateTimeOffset now)
    {
        try
        {
            return await store.WriteAsync(session => new ContextWriter(session, agent).Save(draft, Micros.From(now)), draft.State.Length + draft.Memory.Length);
        }
        catch (IOException)
        {
            return Unavailable;
        }
    }

    public async Task<int> RemoveEndedAsync(DateTimeOffset now, int max)
    {
        try
        {
            return await store.WriteAsync(session =>
            {
                session.Prepare("DELETE FROM session_context WHERE rowid IN (SELECT rowid FROM session_context WHERE expires_at <= ?1 LIMIT ?2)")
                    .Bind(1, Micros.From(now)).Bind(2, max)
                    .Run();
                return session.Changes;
            });
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
