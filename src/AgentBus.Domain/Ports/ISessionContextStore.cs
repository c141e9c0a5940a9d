using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>What agents keep over sessions (TRN-15). Durable when a write completes. Thread-safe.</summary>
public interface ISessionContextStore
{
    /// <summary>A context; null where there is none, or it ended before now.</summary>
    Task<SessionContext?> LoadAsync(AgentKey agent, string contextId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Replaces a context where it still has the revision that the draft names; contexts of the agent that ended before now count no more.</summary>
    Task<ContextSaved> SaveAsync(AgentKey agent, ContextDraft draft, DateTimeOffset now);

    /// <summary>Removes contexts that ended before now, at most so many, and tells how many there were.</summary>
    Task<int> RemoveEndedAsync(DateTimeOffset now, int max);
}
