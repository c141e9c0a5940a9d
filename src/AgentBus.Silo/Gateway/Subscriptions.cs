using AgentBus.Model;
using AgentBus.Silo.Gateway.FanOut;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// The channels that one connection follows. Whether it may, its agent's grain says; the place in the channel is the fan-out's. Changed by
/// the connection's reader only, apart from the end.
/// </summary>
internal sealed class Subscriptions(Connection connection)
{
    private readonly Dictionary<ChannelKey, Subscription> _followed = [];

    /// <summary>Answers Subscribe; a second one for the same channel replaces the first.</summary>
    public async Task SubscribeAsync(ulong requestId, Wire.Subscribe subscribe)
    {
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
        if (!_followed.ContainsKey(channel) && _followed.Count >= connection.Parts.Options.MaxSubscriptions)
        {
            connection.Refuse(requestId, new Refusal(Code.LimitExceeded, $"A connection follows at most {connection.Parts.Options.MaxSubscriptions} channels."));
            return;
        }

        await LeaveAsync(channel);
        await FollowAsync(requestId, subscribe, granted.Value);
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
        var session = connection.Session;
        var name = new ChannelName(unsubscribe.Room, unsubscribe.Channel);
        if (await session.Agent!.UnsubscribeAsync(new SubscribeRequest(session.Token!, name)) is { } refusal)
        {
            connection.Refuse(requestId, refusal);
            return;
        }

        await LeaveAsync(new ChannelKey(session.Principal!.Agent.Tenant, name.Room, name.Channel));
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

    private async Task FollowAsync(ulong requestId, Wire.Subscribe subscribe, SubscriptionGranted granted)
    {
        var feed = await connection.Parts.FanOut.AcquireAsync(granted.Channel);
        var follower = new Follower(granted.Channel, granted.Clearance, connection);
        var subscription = new Subscription(feed, follower);
        _followed.Add(granted.Channel, subscription);
        var position = subscribe.Position is { } asked ? FrameValues.Position(asked) : granted.Start;
        subscription.CatchingUp = await connection.Parts.FanOut.AttachAsync(feed, follower, position, (head, recovered) => connection.Tell(new Wire.ServerFrame
        {
            RequestId = requestId,
            Subscribed = new Wire.Subscribed
            {
                Room = granted.Channel.Room,
                Channel = granted.Channel.Channel,
                Epoch = head.Epoch,
                Head = (ulong)head.Sequence,
                Recovered = recovered,
            },
        }));
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

        public Task CatchingUp { get; set; } = Task.CompletedTask;
    }
}
