using AgentBus.Client.Internal;

namespace AgentBus.Client;

/// <summary>A channel that a client follows. One reader at a time; dispose it to stop following.</summary>
public sealed class AgentBusSubscription : IAsyncDisposable
{
    private readonly ChannelFeed _feed;
    private readonly Action<ChannelFeed> _leave;

    internal AgentBusSubscription(ChannelFeed feed, Action<ChannelFeed> leave)
    {
        _feed = feed;
        _leave = leave;
    }

    /// <summary>The room.</summary>
    public string Room => _feed.Room;

    /// <summary>The channel.</summary>
    public string Channel => _feed.Channel;

    /// <summary>The last position that reached this client, read or not yet.</summary>
    public Position Position => _feed.Position;

    /// <summary>The deliveries, in order and each once, over all reconnects. Ends when the subscription is disposed.</summary>
    /// <exception cref="AgentBusException">The bus ended the subscription or the session.</exception>
    public IAsyncEnumerable<Delivery> ReadAllAsync(CancellationToken cancellationToken = default) => _feed.ReadAllAsync(cancellationToken);

    /// <summary>Stops following. Deliveries that were not read yet are dropped.</summary>
    public ValueTask DisposeAsync()
    {
        _leave(_feed);
        return ValueTask.CompletedTask;
    }
}
