using System.Collections.Immutable;

namespace Orleans.Embedded;

/// <summary>The subscriptions of one stream. Publishing puts a batch into all of them in one step, so that all see one order.</summary>
internal sealed class StreamTopic<T>
{
    private readonly Lock _lock = new();

    public ImmutableArray<StreamSubscription<T>> Subscriptions { get; private set; } = [];

    public void Add(StreamSubscription<T> subscription)
    {
        lock (_lock)
        {
            Subscriptions = Subscriptions.Add(subscription);
        }
    }

    public void Remove(StreamSubscription<T> subscription)
    {
        lock (_lock)
        {
            Subscriptions = Subscriptions.Remove(subscription);
        }
    }

    public void Publish(StreamEvent<T> streamEvent)
    {
        ImmutableArray<StreamSubscription<T>> subscriptions;
        lock (_lock)
        {
            subscriptions = Subscriptions;
            foreach (var subscription in subscriptions)
            {
                subscription.Enqueue(streamEvent);
            }
        }

        foreach (var subscription in subscriptions)
        {
            subscription.Pump();
        }
    }
}
