using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Domain.Events;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Rooms;
using AgentBus.Grains.Tenants;
using AgentBus.Model;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Rooms;

/// <summary>The channels of a room: the declared ones come from the tenant's settings, the others from its own state (T-22).</summary>
[GrainType("roomdirectory")]
internal sealed class RoomDirectoryGrain(
    [PersistentState("roomdirectory", "agentbus")] IPersistentState<RoomDirectoryState> state,
    TenantSnapshots tenants,
    IBusEvents events,
    TimeProvider time) : Grain, IRoomDirectory
{
    private const string CreatedType = "discussion";
    private const string EveryoneType = "broadcast";

    private RoomKey _room;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _room = RoomKey.Parse(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public async Task<Result<ChannelSettings>> ResolveChannelAsync(string channel, AgentKey asker, bool mayCreate)
    {
        var declared = await DeclaredAsync();
        if (!declared.IsOk || asker.Tenant != _room.Tenant)
        {
            return declared.Refusal ?? Refusal.NotFound;
        }

        if (Find(declared.Value, channel) is { } found)
        {
            return found;
        }

        if (!mayCreate || !declared.Value.AutoCreateChannels)
        {
            return Refusal.NotFound;
        }

        return await CreateAsync(declared.Value, channel, asker);
    }

    public async Task<Result<ChannelSettings>> CreateChannelAsync(string channel, AgentKey creator)
    {
        var declared = await DeclaredAsync();
        if (!declared.IsOk || creator.Tenant != _room.Tenant)
        {
            return declared.Refusal ?? Refusal.NotFound;
        }

        return Find(declared.Value, channel) is null ? await CreateAsync(declared.Value, channel, creator) : RoomRules.Exists;
    }

    public async Task<Refusal?> DeleteChannelAsync(string channel)
    {
        var declared = await DeclaredAsync();
        if (!declared.IsOk)
        {
            return declared.Refusal;
        }

        if (Find(declared.Value, channel) is not { } found)
        {
            return Refusal.NotFound;
        }

        var room = GrainFactory.GetGrain<IRoomGrain>(_room.Channel(channel).GrainKey);
        var members = found.Hardcoded ? 0 : (await room.MembersAsync()).Length;
        if (RoomRules.MayDelete(found, members) is { } refusal)
        {
            return refusal;
        }

        await WriteAsync(state.State.Channels.RemoveAll(stored => stored.Name == channel));
        await room.CloseAsync();
        events.Publish(BusEvents.ChannelDeleted(_room.Channel(channel), time.GetUtcNow()));
        return null;
    }

    public async Task<Result<RoomDescription>> DescribeAsync()
    {
        var declared = await DeclaredAsync();
        return declared.IsOk
            ? new RoomDescription(_room, [.. All(declared.Value).OrderBy(channel => channel.Name, StringComparer.Ordinal)])
            : declared.Refusal;
    }

    private async Task<Result<ChannelSettings>> CreateAsync(RoomSettings declared, string channel, AgentKey creator)
    {
        if (RoomRules.MayCreate(declared, declared.Channels.Length + state.State.Channels.Count, channel) is { } refusal)
        {
            return refusal;
        }

        var created = new StoredChannel { Name = channel, CreatedAt = time.GetUtcNow(), CreatedBy = creator.Agent };
        await WriteAsync(state.State.Channels.Add(created));
        events.Publish(BusEvents.ChannelCreated(_room.Channel(channel), creator.Agent, created.CreatedAt));
        return Settings(created);
    }

    private async ValueTask<Result<RoomSettings>> DeclaredAsync()
    {
        var tenant = await tenants.GetAsync(_room.Tenant);
        if (!tenant.IsOk)
        {
            return tenant.Refusal;
        }

        return tenant.Value.Snapshot.FindRoom(_room.Room) is { } room ? room.Settings : Refusal.NotFound;
    }

    private ChannelSettings? Find(RoomSettings declared, string channel) => All(declared).FirstOrDefault(found => found.Name == channel);

    private IEnumerable<ChannelSettings> All(RoomSettings declared) =>
        declared.Channels.Select(channel => channel with { Hardcoded = true })
            .Append(new ChannelSettings(ChannelKey.Everyone, EveryoneType, ChannelDurability.Durable, true, default, ""))
            .Concat(state.State.Channels.Select(Settings))
            .DistinctBy(channel => channel.Name)
            .Select(channel => declared.Retention is null || channel.Retention is not null ? channel : channel with { Retention = declared.Retention });

    private static ChannelSettings Settings(StoredChannel stored) =>
        new(stored.Name, CreatedType, ChannelDurability.Durable, false, stored.CreatedAt, stored.CreatedBy);

    private async Task WriteAsync(ImmutableList<StoredChannel> channels)
    {
        var before = state.State;
        state.State = before with { Channels = channels.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name)) };
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            state.State = before;
            throw;
        }
    }
}
