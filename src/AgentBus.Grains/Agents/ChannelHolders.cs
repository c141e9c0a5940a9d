using AgentBus.Contracts;
using AgentBus.Domain.Tenants;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Grains.Agents;

/// <summary>Who holds a channel, and whether it is there.</summary>
internal static class ChannelHolders
{
    /// <summary>Hands messages to the grain that holds the channel.</summary>
    public static Func<PublishRequest, Task<PublishResult>> Of(IGrainFactory grains, ChannelKey channel, TenantSnapshot tenant) =>
        channel.IsInbox || tenant.IsWorkQueue(channel)
            ? grains.GetGrain<IQueueGrain>(channel.GrainKey).PublishAsync
            : grains.GetGrain<IRoomGrain>(channel.GrainKey).PublishAsync;

    /// <summary>It is there without being asked for.</summary>
    public static bool IsDeclared(ChannelKey channel, TenantSnapshot tenant) =>
        channel.IsInbox || channel.Channel == ChannelKey.Everyone || tenant.FindRoom(channel.Room)?.FindChannel(channel.Channel) is not null;

    /// <summary>Asks the room for a channel, which may come into being by that; null: it is there.</summary>
    public static async Task<Refusal?> ResolveAsync(IGrainFactory grains, ChannelKey channel, AgentKey sender, bool mayCreate) =>
        (await grains.GetGrain<IRoomDirectory>(channel.RoomKey.GrainKey).ResolveChannelAsync(channel.Channel, sender, mayCreate)).Refusal;
}
