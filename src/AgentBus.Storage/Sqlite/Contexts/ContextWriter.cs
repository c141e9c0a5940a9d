using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Writes contexts of one agent. For the writer's thread, within its transaction.</summary>
internal sealed class ContextWriter(SqliteSession session, AgentKey agent)
{
    /// <summary>Compares the revision and sets the context.</summary>
    public ContextSaved Save(ContextDraft draft, long now)
    {
        RemoveEnded(now);
        var current = Current(draft.ContextId);
        if (current != draft.Revision)
        {
            return new ContextSaved(ContextOutcome.Conflict, current);
        }

        if (current == 0 && Count() >= draft.MaxContexts)
        {
            return new ContextSaved(ContextOutcome.TooMany, 0);
        }

        var revision = NextRevision();
        session.Prepare(
                "INSERT OR REPLACE INTO session_context (tenant_id, agent, context_id, revision, state, memory, updated_at, expires_at) "
                + "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
            .Bind(1, agent.Tenant).Bind(2, agent.Agent).Bind(3, draft.ContextId).Bind(4, revision)
            .Bind(5, draft.State.Span).Bind(6, draft.Memory.Span).Bind(7, now).Bind(8, Micros.From(draft.ExpiresAt))
            .Run();
        return new ContextSaved(ContextOutcome.Stored, revision);
    }

    private void RemoveEnded(long now) =>
        session.Prepare("DELETE FROM session_context WHERE tenant_id = ?1 AND agent = ?2 AND expires_at <= ?3")
            .Bind(1, agent.Tenant).Bind(2, agent.Agent).Bind(3, now)
            .Run();

    private long Current(string contextId)
    {
        using var rows = session.Prepare("SELECT revision FROM session_context WHERE tenant_id = ?1 AND agent = ?2 AND context_id = ?3")
            .Bind(1, agent.Tenant).Bind(2, agent.Agent).Bind(3, contextId)
            .Query();
        return rows.Next() ? rows.Int64(0) : 0;
    }

    private long Count()
    {
        using var rows = session.Prepare("SELECT count(*) FROM session_context WHERE tenant_id = ?1 AND agent = ?2")
            .Bind(1, agent.Tenant).Bind(2, agent.Agent)
            .Query();
        rows.Next();
        return rows.Int64(0);
    }

    private long NextRevision()
    {
        session.Prepare(
                "INSERT INTO session_context_mark (tenant_id, agent, revision) VALUES (?1, ?2, 1) "
                + "ON CONFLICT (tenant_id, agent) DO UPDATE SET revision = revision + 1")
            .Bind(1, agent.Tenant).Bind(2, agent.Agent)
            .Run();
        using var rows = session.Prepare("SELECT revision FROM session_context_mark WHERE tenant_id = ?1 AND agent = ?2")
            .Bind(1, agent.Tenant).Bind(2, agent.Agent)
            .Query();
        rows.Next();
        return rows.Int64(0);
    }
}
