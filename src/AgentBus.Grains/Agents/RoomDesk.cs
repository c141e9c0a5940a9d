using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Domain.Access;
using AgentBus.Domain.Rooms;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Grains.Agents;

/// <summary>Shows rooms and channels to those who may follow them, and lets those make and delete channels who may (ROOM-11).</summary>
internal sealed class RoomDesk(AgentKey agent, IGrainFactory grains)
{
    private const int MaxMembers = 1_000;

    /// <summary>The rooms in which there is a channel to follow.</summary>
    public async Task<Result<RoomPage>> ListAsync(SessionGate.Entry asker, RoomQuery query)
    {
        var visible = new List<string>();
        foreach (var room in asker.Snapshot.Rooms)
        {
            if ((await VisibleAsync(asker, room)).Value is { Count: > 0 })
            {
                visible.Add(room);
            }
        }

        var (page, next) = NamePage.Of(visible, static room => room, query.After, query.Limit);
        return new RoomPage(page, next);
    }

    /// <summary>The channels of a room that may be followed. A room without any looks like none.</summary>
    public async Task<Result<ChannelListing>> ListChannelsAsync(SessionGate.Entry asker, RoomQuery query)
    {
        var visible = await VisibleAsync(asker, query.Room);
        if (!visible.IsOk)
        {
            return visible.Refusal;
        }

        var (page, next) = NamePage.Of(visible.Value, static channel => channel.Name, query.After, query.Limit);
        var members = await Task.WhenAll(page.Select(channel => MembersAsync(channel, new ChannelKey(agent.Tenant, query.Room, channel.Name))));
        return new ChannelListing([.. page.Zip(members, static (channel, found) => new ChannelPopulation(channel, found.Length))], next);
    }

    /// <summary>One channel.</summary>
    public async Task<Result<ChannelDetails>> DescribeAsync(SessionGate.Entry asker, ChannelName name)
    {
        if (!ChannelKey.TryCreate(agent.Tenant, name.Room, name.Channel, out var channel))
        {
            return Refusal.NotFound;
        }

        if (AccessRules.Read(asker.Principal, asker.Snapshot, channel) is { } refusal)
        {
            return refusal;
        }

        var found = await Directory(channel.RoomKey).ResolveChannelAsync(channel.Channel, agent, mayCreate: false);
        if (!found.IsOk)
        {
            return found.Refusal;
        }

        var members = await MembersAsync(found.Value, channel);
        return new ChannelDetails(
            found.Value, [.. members.Take(MaxMembers).Select(static member => member.Agent)], members.Length, await HeadAsync(found.Value, channel));
    }

    /// <summary>Makes a channel.</summary>
    public async Task<Result<ChannelSettings>> CreateAsync(SessionGate.Entry asker, ChannelName name) =>
        !ChannelKey.TryCreate(agent.Tenant, name.Room, name.Channel, out var channel) ? RoomRules.BadName
        : AccessRules.CreateChannel(asker.Principal, asker.Snapshot, channel) is { } refusal ? refusal
        : await Directory(channel.RoomKey).CreateChannelAsync(channel.Channel, agent);

    /// <summary>Deletes a channel.</summary>
    public async Task<Refusal?> DeleteAsync(SessionGate.Entry asker, ChannelName name) =>
        !ChannelKey.TryCreate(agent.Tenant, name.Room, name.Channel, out var channel) ? Refusal.NotFound
        : AccessRules.DeleteChannel(asker.Principal, asker.Snapshot, channel) is { } refusal ? refusal
        : await Directory(channel.RoomKey).DeleteChannelAsync(channel.Channel);

    private async Task<Result<IReadOnlyList<ChannelSettings>>> VisibleAsync(SessionGate.Entry asker, string room)
    {
        if (!RoomKey.TryCreate(agent.Tenant, room, out var key))
        {
            return Refusal.NotFound;
        }

        var described = await Directory(key).DescribeAsync();
        if (!described.IsOk)
        {
            return described.Refusal;
        }

        IReadOnlyList<ChannelSettings> visible =
            [.. described.Value.Channels.Where(channel => AccessRules.Read(asker.Principal, asker.Snapshot, key.Channel(channel.Name)) is null)];
        return visible.Count > 0 ? new Result<IReadOnlyList<ChannelSettings>>(visible, null) : Refusal.NotFound;
    }

    // A work queue is another grain under the same key, and has those who serve it now instead of members.
    private Task<ImmutableArray<AgentKey>> MembersAsync(ChannelSettings settings, ChannelKey channel) =>
        settings.Kind == ChannelKind.WorkQueue
            ? Task.FromResult(ImmutableArray<AgentKey>.Empty)
            : grains.GetGrain<IRoomGrain>(channel.GrainKey).MembersAsync();

    private async Task<Position> HeadAsync(ChannelSettings settings, ChannelKey channel)
    {
        if (settings.Kind == ChannelKind.WorkQueue)
        {
            var queue = await grains.GetGrain<IQueueGrain>(channel.GrainKey).DescribeAsync();
            return new Position(queue.Epoch, queue.Head);
        }

        var room = await grains.GetGrain<IRoomGrain>(channel.GrainKey).ReadAsync(0, 0);
        return new Position(room.Epoch, room.Head);
    }

    private IRoomDirectory Directory(RoomKey room) => grains.GetGrain<IRoomDirectory>(room.GrainKey);
}
