using System.Collections.Concurrent;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>The channels that a client follows.</summary>
internal sealed class FeedTable
{
    private readonly ConcurrentDictionary<(string Room, string Channel), ChannelFeed> _feeds = new();

    public void Add(ChannelFeed feed)
    {
        if (!_feeds.TryAdd((feed.Room, feed.Channel), feed))
        {
            throw new InvalidOperationException($"This client follows {feed.Room}:{feed.Channel} already.");
        }
    }

    public bool Remove(ChannelFeed feed) => _feeds.TryRemove(KeyValuePair.Create((feed.Room, feed.Channel), feed));

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

    public void Deliver(Wire.Delivery delivery) => Find(delivery.Room, delivery.Channel)?.Deliver(delivery);

    public void Attached(ulong requestId, Wire.Subscribed subscribed) => Find(subscribed.Room, subscribed.Channel)?.Attached(requestId, subscribed);

    public void Gap(Wire.Gap gap) => Find(gap.Room, gap.Channel)?.Gap(gap);

    public bool Refuse(ulong requestId, AgentBusException fault, bool permanent)
    {
        var refused = _feeds.Values.FirstOrDefault(feed => feed.Refuse(requestId, fault, permanent));
        if (refused is not null && refused.IsEnded)
        {
            Remove(refused);
        }

        return refused is not null;
    }

    private ChannelFeed? Find(string room, string channel) => _feeds.GetValueOrDefault((room, channel));
}
