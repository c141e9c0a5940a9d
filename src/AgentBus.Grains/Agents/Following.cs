using AgentBus.Contracts;
using AgentBus.Domain.Access;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Rooms;
using AgentBus.Domain.Tenants;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Grains.Agents;

/// <summary>The channels that an agent follows and reads.</summary>
internal sealed class Following(AgentKey agent, IGrainFactory grains, IMembershipStore store, IPositionStore positions, AgentActivity activity, TimeProvider time)
{
    private HashSet<ChannelKey>? _channels;
    private int _joining;

    /// <summary>Makes the agent a member of the channel, and brings the channel into being where that is allowed.</summary>
    public async Task<Result<SubscriptionGranted>> SubscribeAsync(Principal principal, TenantSnapshot tenant, SubscribeRequest request)
    {
        if (!ChannelKey.TryCreate(agent.Tenant, request.Channel.Room, request.Channel.Channel, out var channel))
        {
            return Refusal.NotFound;
        }

        if (AccessRules.Subscribe(principal, tenant, channel) is { } refusal)
        {
            return refusal;
        }

        if (tenant.IsWorkQueue(channel))
        {
            // Whoever serves it attaches, and is no member.
            return new SubscriptionGranted(channel, default, principal.Clearance, Kind: ChannelKind.WorkQueue);
        }

        var following = await FollowingAsync();
        if (!following.Contains(channel) && RoomRules.MayJoin(tenant.Settings, following.Count + _joining) is { } tooMany)
        {
            return tooMany;
        }

        _joining++;
        try
        {
            var joined = await JoinAsync(channel, AccessRules.MayCreateByUse(principal, tenant, channel));
            if (!joined.IsOk)
            {
                return joined.Refusal;
            }

            if (following.Add(channel))
            {
                activity.Tell("joined", channel);
            }

            return new SubscriptionGranted(channel, new Position(joined.Value.Epoch, joined.Value.Head), principal.Clearance, await StartAsync(channel, request));
        }
        finally
        {
            _joining--;
        }
    }

    /// <summary>Ends the membership; it needs no right.</summary>
    public async Task<Refusal?> UnsubscribeAsync(ChannelName name)
    {
        if (!ChannelKey.TryCreate(agent.Tenant, name.Room, name.Channel, out var channel))
        {
            return Refusal.NotFound;
        }

        // A channel that the agent does not follow is not touched: it might not exist.
        var following = await FollowingAsync();
        if (following.Contains(channel))
        {
            await grains.GetGrain<IRoomGrain>(channel.GrainKey).LeaveAsync(agent);
            if (following.Remove(channel))
            {
                activity.Tell("left", channel);
            }
        }

        return null;
    }

    /// <summary>The channels that the agent is a member of, with its positions there.</summary>
    public async Task<Result<Memberships>> MembershipsAsync()
    {
        var following = await FollowingAsync();
        var acknowledged = await positions.LoadAllAsync(agent, CancellationToken.None);
        return new Memberships([.. following
            .OrderBy(static channel => channel.Name, StringComparer.Ordinal)
            .Select(channel => new Membership(channel, acknowledged.GetValueOrDefault(channel)))]);
    }

    /// <summary>Reads a page of history, without what has expired or is above the reader's clearance.</summary>
    public async Task<Result<HistoryPage>> ReadHistoryAsync(Principal principal, TenantSnapshot tenant, HistoryRequest request)
    {
        if (await MayReadAsync(principal, tenant, request.Channel) is { } refusal)
        {
            return refusal;
        }

        var page = await grains.GetGrain<IRoomHistory>(KeyOf(request.Channel).GrainKey).PageAsync(request.Query);
        var now = time.GetUtcNow();
        return page with { Messages = page.Messages.RemoveAll(message => !HistoryRules.MayRead(principal.Clearance, message, now)) };
    }

    private ChannelKey KeyOf(ChannelName name) => new(agent.Tenant, name.Room, name.Channel);

    private async Task<Refusal?> MayReadAsync(Principal principal, TenantSnapshot tenant, ChannelName name) =>
        !ChannelKey.TryCreate(agent.Tenant, name.Room, name.Channel, out var channel) ? Refusal.NotFound
        : AccessRules.Read(principal, tenant, channel) is { } refusal ? refusal
        : (await ResolveAsync(channel, mayCreate: false)).Refusal;

    /// <summary>Where the subscription is to begin; null: the asker knows.</summary>
    private async ValueTask<Position?> StartAsync(ChannelKey channel, SubscribeRequest request) =>
        request.Since is { } since ? await grains.GetGrain<IRoomHistory>(channel.GrainKey).LocateAsync(since)
        : request.FromAcknowledged ? await positions.LoadAsync(channel, agent, CancellationToken.None)
        : null;

    private async Task<Result<ChannelPage>> JoinAsync(ChannelKey channel, bool mayCreate)
    {
        var resolved = await ResolveAsync(channel, mayCreate);
        return resolved.IsOk ? await grains.GetGrain<IRoomGrain>(channel.GrainKey).JoinAsync(agent) : resolved.Refusal;
    }

    private Task<Result<ChannelSettings>> ResolveAsync(ChannelKey channel, bool mayCreate) =>
        grains.GetGrain<IRoomDirectory>(channel.RoomKey.GrainKey).ResolveChannelAsync(channel.Channel, agent, mayCreate);

    private async ValueTask<HashSet<ChannelKey>> FollowingAsync()
    {
        if (_channels is null)
        {
            var stored = await store.LoadMembershipsAsync(agent, CancellationToken.None);

            // Another call may have loaded them meanwhile, and changed them since.
            _channels ??= [.. stored];
        }

        return _channels;
    }
}
