using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>How far agents have dealt with the channels that they follow. Durable when a write completes. Thread-safe.</summary>
public interface IPositionStore
{
    /// <summary>The position that an agent acknowledged last; <c>default</c>: none.</summary>
    Task<Position> LoadAsync(ChannelKey channel, AgentKey agent, CancellationToken cancellationToken);

    /// <summary>All positions of an agent, those of channels that it left included.</summary>
    Task<IReadOnlyDictionary<ChannelKey, Position>> LoadAllAsync(AgentKey agent, CancellationToken cancellationToken);

    /// <summary>The positions of all agents in a channel, for its consumer lag (STR-06).</summary>
    Task<IReadOnlyDictionary<AgentKey, Position>> LoadConsumersAsync(ChannelKey channel, CancellationToken cancellationToken);

    /// <summary>
    /// Notes positions of one agent; an older sequence of the same epoch changes nothing. What comes before the next commit is written
    /// together, one row for each agent and channel, so frequent acknowledgements cost little. False where the store cannot write.
    /// </summary>
    Task<bool> NoteAsync(AgentKey agent, IReadOnlyList<KeyValuePair<ChannelKey, Position>> positions);
}
