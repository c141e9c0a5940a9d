namespace AgentBus.Domain.Ports;

/// <summary>The directory of agents on disk, from which it is built anew (AGT-03). Changes are durable when they complete. Thread-safe.</summary>
public interface IAgentStore
{
    /// <summary>All agents of a tenant, by agent in ordinal order.</summary>
    Task<IReadOnlyList<AgentRow>> LoadAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>
    /// Stores agents in one transaction; one whose record is older than the stored one changes nothing, and one that is not registered any
    /// more is removed. False where the store cannot write.
    /// </summary>
    Task<bool> SaveAsync(IReadOnlyList<AgentRow> rows);
}
