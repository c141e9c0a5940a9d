using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>Who is a member of which channel. Changes go through the journal's writer and are durable when they complete. Thread-safe.</summary>
public interface IMembershipStore
{
    /// <summary>The members of a channel.</summary>
    Task<IReadOnlyList<AgentKey>> LoadMembersAsync(ChannelKey channel, CancellationToken cancellationToken);

    /// <summary>The members of all channels of a room, each once, in ordinal order.</summary>
    Task<IReadOnlyList<AgentKey>> LoadMembersAsync(RoomKey room, CancellationToken cancellationToken);

    /// <summary>The channels that an agent is a member of.</summary>
    Task<IReadOnlyList<ChannelKey>> LoadMembershipsAsync(AgentKey agent, CancellationToken cancellationToken);

    /// <summary>Stores a membership; false where the store cannot write.</summary>
    Task<bool> AddAsync(ChannelKey channel, AgentKey agent, DateTimeOffset at);

    /// <summary>Removes a membership; false where the store cannot write.</summary>
    Task<bool> RemoveAsync(ChannelKey channel, AgentKey agent);
}
