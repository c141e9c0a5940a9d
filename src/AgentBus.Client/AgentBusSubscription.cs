using AgentBus.Client.Internal;

namespace AgentBus.Client;

/// <summary>A channel that a client follows. One reader at a time; dispose it to stop following.</summary>
public sealed class AgentBusSubscription : IAsyncDisposable
{
    private readonly ChannelFeed _feed;
    private readonly Action<ChannelFeed> _leave;
    private readonly Func<Delivery, CancellationToken, Task> _acknowledge;

    internal AgentBusSubscription(ChannelFeed feed, Action<ChannelFeed> leave, Func<Delivery, CancellationToken, Task> acknowledge)
    {
        _feed = feed;
        _leave = leave;
        _acknowledge = acknowledge;
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

    /// <summary>
    /// Notes with the bus that the agent has dealt with everything up to this delivery, so that a later session can go on after it
    /// (<see cref="StartAt.Acknowledged"/>). Completes when that is durable; calls that wait are joined, so acknowledging each delivery is cheap.
    /// </summary>
    /// <remarks>A message to the whole room (channel <c>*</c>) has no place in this channel; acknowledging it does nothing.</remarks>
    /// <exception cref="ArgumentException">The delivery is of another channel.</exception>
    /// <exception cref="AgentBusException">Not confirmed in time, or the session is over.</exception>
    public Task AcknowledgeAsync(Delivery delivery, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (delivery.Room == Room && delivery.Channel == RoutingNames.Everyone && Channel != RoutingNames.Everyone)
        {
            return Task.CompletedTask;
        }

        return delivery.Room == Room && delivery.Channel == Channel
            ? _acknowledge(delivery, cancellationToken)
            : throw new ArgumentException($"The delivery is of {delivery.Room}:{delivery.Channel}.", nameof(delivery));
    }

    /// <summary>Stops following. Deliveries that were not read yet are dropped.</summary>
    public ValueTask DisposeAsync()
    {
        _leave(_feed);
        return ValueTask.CompletedTask;
    }
}
