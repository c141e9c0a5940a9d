using AgentBus.Contracts;
using AgentBus.Domain.Access;
using AgentBus.Domain.Messages;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Rooms;
using AgentBus.Domain.Tenants;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Grains.Agents;

/// <summary>The channels that an agent follows and reads.</summary>
internal sealed class Following(AgentKey agent, IGrainFactory grains, IMembershipStore store, TimeProvider time)
{
    private HashSet<ChannelKey>? _channels;
    private int _joining;

    /// <summary>Makes the agent a member of the channel, and brings the channel into being where that is allowed.</summary>
    public async Task<Result<SubscriptionGranted>> SubscribeAsync(Principal principal, TenantSnapshot tenant, ChannelName name)
    {
        if (!ChannelKey.TryCreate(agent.Tenant, name.Room, name.Channel, out var channel))
        {
            return Refusal.NotFound;
        }

        if (AccessRules.Subscribe(principal, tenant, channel) is { } refusal)
        {
            return refusal;
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

            following.Add(channel);
            return new SubscriptionGranted(channel, new Position(joined.Value.Epoch, joined.Value.Head), principal.Clearance);
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
            following.Remove(channel);
        }

        return null;
    }

    /// <summary>Reads history, without what has expired or is above the reader's clearance. After a position of another epoch there is nothing.</summary>
    public async Task<Result<ChannelPage>> ReadAsync(Principal principal, TenantSnapshot tenant, ReadRequest request)
    {
        if (!ChannelKey.TryCreate(agent.Tenant, request.Channel.Room, request.Channel.Channel, out var channel))
        {
            return Refusal.NotFound;
        }

        if (AccessRules.Read(principal, tenant, channel) is { } refusal)
        {
            return refusal;
        }

        if (await ResolveAsync(channel, mayCreate: false) is { IsOk: false } unknown)
        {
            return unknown.Refusal;
        }

        var page = await grains.GetGrain<IRoomGrain>(channel.GrainKey).ReadAsync(request.After.Sequence, request.Limit);
        if (request.After.Epoch != 0 && request.After.Epoch != page.Epoch)
        {
            return page with { Messages = [] };
        }

        var now = time.GetUtcNow();
        return page with { Messages = page.Messages.RemoveAll(message => !IsReadable(message, principal, now)) };
    }

    private static bool IsReadable(ChannelMessage message, Principal reader, DateTimeOffset now) =>
        ClearanceRules.MayReceive(reader.Clearance, message.Classification) && !Expiry.IsExpired(message.ExpiresAt, now);

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
