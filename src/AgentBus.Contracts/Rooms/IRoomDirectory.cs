using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>The channels of one room. Key: <see cref="RoomKey"/>.</summary>
[Alias("agentbus.IRoomDirectory")]
public interface IRoomDirectory : IGrainWithStringKey
{
    /// <summary>Finds a channel, or brings it into being where <paramref name="mayCreate"/> and the room's limits allow it.</summary>
    [BusOnly, Alias("ResolveChannel")]
    Task<Result<ChannelSettings>> ResolveChannelAsync(string channel, AgentKey asker, bool mayCreate);

    /// <summary>Makes a channel for one who may; refused with <see cref="Code.AlreadyExists"/> where there is one of that name.</summary>
    [BusOnly, Alias("CreateChannel")]
    Task<Result<ChannelSettings>> CreateChannelAsync(string channel, AgentKey creator);

    /// <summary>Deletes a channel; refused for a declared one and for one with members.</summary>
    [BusOnly, Alias("DeleteChannel")]
    Task<Refusal?> DeleteChannelAsync(string channel);

    /// <summary>The room as it is.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Describe")]
    Task<Result<RoomDescription>> DescribeAsync();
}
