using System.Collections.Concurrent;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>The channels that a client follows or serves.</summary>
internal sealed class FeedTable
{
    private readonly ConcurrentDictionary<(string Room, string Channel), Feed> _feeds = new();

    public void Add(Feed feed)
    {
        if (!_feeds.TryAdd((feed.Room, feed.Channel), feed))
        {
            throw new InvalidOperationException(feed is InboxFeed
                ? "The inbox is read already; a client has one reader of it at a time."
                : $"This client follows {feed.Room}:{feed.Channel} already.");
        }
    }

    public bool Remove(Feed feed) => _feeds.TryRemove(KeyValuePair.Create((feed.Room, feed.Channel), feed));

    /// <summary>The frames that ask for every feed that the bus does not know of on this connection.</summary>
    public IEnumerable<Wire.ClientFrame> Attach(RequestCounter requests) =>
        _feeds.Values.Select(feed => feed.Attach(requests)).OfType<Wire.ClientFrame>();

    public void DetachAll()
    {
        foreach (var feed in _feeds.Values)
        {
            feed.Detach();
        }
    }

    public void EndAll(AgentBusException? fault)
    {
        foreach (var feed in _feeds.Values)
        {
            feed.End(fault);
        }

        _feeds.Clear();
    }

    /// <summary>
    /// Hands a delivery to its feed. What is said to a whole room comes once to a connection, whichever of its channels that follows (ROOM-04); where
    /// nobody follows it by its own name, one reader of the room gets it.
    /// </summary>
    public void Deliver(Wire.Delivery delivery)
    {
        var feed = Find(delivery.Room, delivery.Channel);
        if (feed is null && delivery.Channel == RoutingNames.Everyone)
        {
            feed = _feeds.Values.OfType<ChannelFeed>().Where(other => other.Room == delivery.Room).MinBy(static other => other.Channel, StringComparer.Ordinal);
        }

        feed?.Deliver(delivery);
    }

    /// <summary>The feed that turned out to be another kind of channel: it is to be left.</summary>
    public Feed? Attached(ulong requestId, Wire.Subscribed subscribed)
    {
        var feed = Find(subscribed.Room, subscribed.Channel);
        feed?.Attached(requestId, subscribed);
        return feed is { IsEnded: true } && Remove(feed) ? feed : null;
    }

    public void Gap(Wire.Gap gap) => Find(gap.Room, gap.Channel)?.Gap(gap);

    /// <summary>The bus says unasked that a work queue is not served any more.</summary>
    public void Lose(string room, string channel, AgentBusException fault)
    {
        if (Find(room, channel) is QueueFeed lost && !lost.Lose(fault))
        {
            Remove(lost);
        }
    }

    public bool Refuse(ulong requestId, AgentBusException fault, bool permanent)
    {
        var refused = _feeds.Values.FirstOrDefault(feed => feed.Refuse(requestId, fault, permanent));
        if (refused is not null && refused.IsEnded)
        {
            Remove(refused);
        }

        return refused is not null;
    }

    private Feed? Find(string room, string channel) => _feeds.GetValueOrDefault((room, channel));
}
