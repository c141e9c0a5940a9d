using System.Collections.Concurrent;
using AgentBus.Model;

namespace AgentBus.Services;

/// <summary>The default registry.</summary>
internal sealed class InProcessRegistry : IAgentRegistry
{
    private readonly ConcurrentDictionary<AgentKey, AgentDescription> _agents = new();

    public ValueTask<bool> AddAsync(AgentKey agent, AgentDescription description, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_agents.TryAdd(agent, description));

    public ValueTask<bool> RemoveAsync(AgentKey agent, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_agents.TryRemove(agent, out _));

    public ValueTask<IReadOnlyDictionary<AgentKey, AgentDescription>> FindAsync(string? agentId, string? capability, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyDictionary<AgentKey, AgentDescription>>(_agents
            .Where(entry => (agentId is null || entry.Key.Agent == agentId) && (capability is null || entry.Value.Capabilities.Contains(capability)))
            .ToDictionary());
}
