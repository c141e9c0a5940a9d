using AgentBus.Model;

namespace AgentBus.Services;

/// <summary>
/// The agents that act through a bus (BUS-05, AGT-03). The default keeps them in the process; the tenant's own directory, which every silo shares,
/// knows all agents whatever registry is used here. Thread-safe.
/// </summary>
public interface IAgentRegistry
{
    /// <summary>Notes an agent; false where one of that id is there already.</summary>
    ValueTask<bool> AddAsync(AgentKey agent, AgentDescription description, CancellationToken cancellationToken);

    /// <summary>Forgets an agent; false where it is not there.</summary>
    ValueTask<bool> RemoveAsync(AgentKey agent, CancellationToken cancellationToken);

    /// <summary>The agents by id, capability or both; null: any.</summary>
    ValueTask<IReadOnlyDictionary<AgentKey, AgentDescription>> FindAsync(string? agentId, string? capability, CancellationToken cancellationToken);
}
