using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>
/// Rooms and channels of the tenant for a session; the same grain as <see cref="IAgentGrain"/>. It shows the channels that the agent may
/// follow, and lets those make and delete channels who manage the room.
/// </summary>
[Alias("agentbus.IAgentRooms")]
public interface IAgentRooms : IGrainWithStringKey
{
    /// <summary>The rooms in which there is a channel to follow.</summary>
    [Public, AlwaysInterleave, Alias("Rooms")]
    Task<Result<RoomPage>> RoomsAsync(RoomQuery query);

    /// <summary>The channels of a room that may be followed, each with the number of its members.</summary>
    [Public, AlwaysInterleave, Alias("Channels")]
    Task<Result<ChannelListing>> ChannelsAsync(RoomQuery query);

    /// <summary>One channel with its members.</summary>
    [Public, AlwaysInterleave, Alias("DescribeChannel")]
    Task<Result<ChannelDetails>> DescribeChannelAsync(ChannelRequest request);

    /// <summary>Makes a channel; refused with <see cref="Code.AlreadyExists"/> where there is one of that name (CMD-03).</summary>
    [Public, AlwaysInterleave, Alias("CreateChannel")]
    Task<Result<ChannelSettings>> CreateChannelAsync(ChannelRequest request);

    /// <summary>Deletes a channel that has no members and was not declared (CMD-04).</summary>
    [Public, AlwaysInterleave, Alias("DeleteChannel")]
    Task<Refusal?> DeleteChannelAsync(ChannelRequest request);
}
