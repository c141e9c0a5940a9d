using AgentBus.Domain.Queues;
using AgentBus.Model;
using AgentBus.Silo.Gateway.FanOut;
using AgentBus.Silo.Gateway.Queues;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// The channels that one connection follows. Whether it may, its agent's grain says; the place in the channel is the fan-out's. Whoever follows
/// a channel of a room also gets what is said to the whole room, once (ROOM-04). Changed by the connection's reader only, apart from the end.
/// </summary>
internal sealed class Subscriptions(Connection connection)
{
    private readonly Dictionary<ChannelKey, Subscription> _followed = [];
    private readonly InboxFrames _inbox = new(connection);

    /// <summary>Answers Subscribe; a second one for the same channel replaces the first.</summary>
    public async Task SubscribeAsync(ulong requestId, Wire.Subscribe subscribe)
    {
        if (InboxFrames.IsInbox(subscribe.Room, subscribe.Channel))
        {
            await _inbox.SubscribeAsync(requestId, subscribe.Window);
            return;
        }

        var session = connection.Session;
        var granted = await session.Agent!.SubscribeAsync(new SubscribeRequest(
            session.Token!,
            new ChannelName(subscribe.Room, subscribe.Channel),
            subscribe.Position is null ? FrameValues.Moment(subscribe.SinceUnixUs) : null,
            subscribe.Position is null && subscribe.FromAcknowledged));
        if (!granted.IsOk)
        {
            connection.Refuse(requestId, granted.Refusal);
            return;
        }

        var channel = granted.Value.Channel;
        var isNew = !_followed.TryGetValue(channel, out var before) || before.IsImplied;
        if (isNew && _followed.Values.Count(static followed => !followed.IsImplied) + connection.Queues.Count >= connection.Parts.Options.MaxSubscriptions)
        {
            connection.Refuse(requestId, new Refusal(Code.LimitExceeded, $"A connection follows at most {connection.Parts.Options.MaxSubscriptions} channels."));
            return;
        }

        if (granted.Value.Kind == ChannelKind.WorkQueue)
        {
            await ServeAsync(requestId, subscribe, channel);
            return;
        }

        if (before is { IsImplied: true } && subscribe.Position is null && granted.Value.Start is null)
        {
            // It is live already, and stays so without a moment in between.
            before.IsImplied = false;
            connection.Tell(Subscribed(requestId, channel, before.Feed.Head, recovered: false));
            return;
        }

        await LeaveAsync(channel);
        await FollowAsync(requestId, subscribe, granted.Value);
        await FollowRoomAsync(channel, granted.Value.Clearance);
    }

    /// <summary>
    /// Follows the agent's channels from where it acknowledged last, each told by Subscribed (TRN-13). One that it may follow no more is told
    /// as an error; so is what is beyond the number of channels that a connection may follow.
    /// </summary>
    public async Task RestoreAsync(IEnumerable<Membership> memberships)
    {
        foreach (var membership in memberships)
        {
            if (connection.HasEnded)
            {
                return;
            }

            try
            {
                await SubscribeAsync(0, new Wire.Subscribe { Room = membership.Channel.Room, Channel = membership.Channel.Channel, FromAcknowledged = true });
            }
            catch (Exception e)
            {
                // Half a restore looks like a whole one to the client; on its next connection it gets all of it.
                GatewayLog.CallFailed(connection.Parts.Logger, e, connection.Id, connection.CorrelationId);
                connection.End(ErrorFrames.Of(e));
            }
        }
    }

    /// <summary>Answers Unsubscribe: ends the membership, and the deliveries.</summary>
    public async Task UnsubscribeAsync(ulong requestId, Wire.Unsubscribe unsubscribe)
    {
        if (InboxFrames.IsInbox(unsubscribe.Room, unsubscribe.Channel))
        {
            await _inbox.UnsubscribeAsync(requestId);
            return;
        }

        var session = connection.Session;
        var name = new ChannelName(unsubscribe.Room, unsubscribe.Channel);
        if (await session.Agent!.UnsubscribeAsync(new SubscribeRequest(session.Token!, name)) is { } refusal)
        {
            connection.Refuse(requestId, refusal);
            return;
        }

        await connection.Queues.LeaveAsync(name);
        var channel = new ChannelKey(session.Principal!.Agent.Tenant, name.Room, name.Channel);
        await LeaveAsync(channel);
        await LeaveRoomAsync(channel);
        connection.Tell(new Wire.ServerFrame
        {
            RequestId = requestId,
            Unsubscribed = new Wire.Unsubscribed { Room = name.Room, Channel = name.Channel },
        });
    }

    /// <summary>Follows nothing more; memberships stay, so that the agent finds them when it comes back (TRN-13).</summary>
    public async Task LeaveAllAsync()
    {
        foreach (var channel in _followed.Keys.ToArray())
        {
            await LeaveAsync(channel);
        }
    }

    /// <summary>Serves a work queue: its messages are handed out and settled, not followed.</summary>
    private async Task ServeAsync(ulong requestId, Wire.Subscribe subscribe, ChannelKey channel)
    {
        var state = await connection.Queues.ServeAsync(
            new ChannelName(channel.Room, channel.Channel), (int)Math.Min(subscribe.Window, QueueLimits.MaxWindow));
        if (!state.IsOk)
        {
            connection.Refuse(requestId, state.Refusal);
            return;
        }

        var subscribed = Subscribed(requestId, channel, new Position(state.Value.Epoch, state.Value.Head), recovered: false);
        subscribed.Subscribed.Kind = Wire.ChannelKind.WorkQueue;
        subscribed.Subscribed.Pending = (ulong)state.Value.Pending;
        connection.Tell(subscribed);
    }

    /// <summary>Whoever follows a channel follows the room; the clearance asked for it was the room's.</summary>
    private async Task FollowRoomAsync(ChannelKey channel, int clearance)
    {
        var everyone = channel with { Channel = ChannelKey.Everyone };
        if (_followed.ContainsKey(everyone))
        {
            return;
        }

        var feed = await connection.Parts.FanOut.AcquireAsync(everyone);
        var follower = new Follower(everyone, clearance, connection);
        _followed.Add(everyone, new Subscription(feed, follower) { IsImplied = true });
        feed.AttachLive(follower, static _ => { });
    }

    /// <summary>The room is left with the last of its channels; one that was followed itself, and is no more, is still followed for the others.</summary>
    private async Task LeaveRoomAsync(ChannelKey left)
    {
        var others = _followed.Where(followed => followed.Key.RoomKey == left.RoomKey && !followed.Value.IsImplied).ToArray();
        if (others.Length == 0)
        {
            await LeaveAsync(left with { Channel = ChannelKey.Everyone });
        }
        else if (left.Channel == ChannelKey.Everyone)
        {
            await FollowRoomAsync(left, others[0].Value.Follower.Clearance);
        }
    }

    private static Wire.ServerFrame Subscribed(ulong requestId, ChannelKey channel, Position head, bool recovered) => new()
    {
        RequestId = requestId,
        Subscribed = new Wire.Subscribed
        {
            Room = channel.Room,
            Channel = channel.Channel,
            Epoch = head.Epoch,
            Head = (ulong)head.Sequence,
            Recovered = recovered,
            Kind = Wire.ChannelKind.PubSub,
        },
    };

    private async Task FollowAsync(ulong requestId, Wire.Subscribe subscribe, SubscriptionGranted granted)
    {
        var feed = await connection.Parts.FanOut.AcquireAsync(granted.Channel);
        var follower = new Follower(granted.Channel, granted.Clearance, connection);
        var subscription = new Subscription(feed, follower);
        _followed.Add(granted.Channel, subscription);
        var position = subscribe.Position is { } asked ? FrameValues.Position(asked) : granted.Start;
        subscription.CatchingUp = await connection.Parts.FanOut.AttachAsync(feed, follower, position, (head, recovered) =>
            connection.Tell(Subscribed(requestId, granted.Channel, head, recovered)));
    }

    private async Task LeaveAsync(ChannelKey channel)
    {
        if (_followed.Remove(channel, out var subscription))
        {
            subscription.Feed.Detach(subscription.Follower);
            await subscription.CatchingUp;
            await connection.Parts.FanOut.ReleaseAsync(subscription.Feed);
        }
    }

    private sealed class Subscription(ChannelFeed feed, Follower follower)
    {
        public ChannelFeed Feed => feed;

        public Follower Follower => follower;

        /// <summary>It is followed for the sake of other channels of its room.</summary>
        public bool IsImplied { get; set; }

        public Task CatchingUp { get; set; } = Task.CompletedTask;
    }
}
