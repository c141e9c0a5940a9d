using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>How far agents have dealt with the channels that they follow. Durable when a write completes. Thread-safe.</summary>
public interface IPositionStore
{
    /// <summary>The position that an agent acknowledged last; <c>default</c>: none.</summary>
    Task<Position> LoadAsync(ChannelKey channel, AgentKey agent, CancellationToken cancellationToken);

    /// <summary>Notes positions of one agent; an older sequence of the same epoch changes nothing. False where the store cannot write.</summary>
    Task<bool> NoteAsync(AgentKey agent, IReadOnlyList<KeyValuePair<ChannelKey, Position>> positions);
}
