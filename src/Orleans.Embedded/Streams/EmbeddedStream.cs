using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Embedded;

/// <summary>A stream as one client, or the silo, sees it.</summary>
internal sealed class EmbeddedStream<T>(StreamProvider provider, StreamId streamId, GrainFactory client) : IAsyncStream<T>
{
    private readonly StreamTopic<T> _topic = provider.Topic<T>(streamId);

    public StreamProvider Provider => provider;

    public GrainFactory Client => client;

    public bool IsRewindable => false;

    public string ProviderName => provider.Name;

    public StreamId StreamId => streamId;

    private static Activation? CurrentGrain => SynchronizationContext.Current as Activation;

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => Subscribe(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(
        IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null) => Subscribe(observer, token);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer) => Subscribe(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token) =>
        Subscribe(observer, token);

    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles()
    {
        var owner = CurrentGrain?.GrainId ?? client.ClientId;
        return Task.FromResult<IList<StreamSubscriptionHandle<T>>>(
            [.. _topic.Subscriptions.Where(subscription => subscription.Owner == owner).Select(subscription => new SubscriptionHandle<T>(this, subscription))]);
    }

    public Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        _topic.Publish(new StreamEvent<T>.Items([new(item, token)]));
        return Task.CompletedTask;
    }

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var items = batch.Select(item => new SequentialItem<T>(item, token)).ToArray();
        if (items.Length > 0)
        {
            _topic.Publish(new StreamEvent<T>.Items(items));
        }

        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex)
    {
        _topic.Publish(new StreamEvent<T>.Error(ex));
        return Task.CompletedTask;
    }

    public Task OnCompletedAsync()
    {
        _topic.Publish(new StreamEvent<T>.Completed());
        return Task.CompletedTask;
    }

    public bool Equals(IAsyncStream<T>? other) => other is not null && other.StreamId == streamId && other.ProviderName == ProviderName;

    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    public override int GetHashCode() => streamId.GetHashCode();

    public int CompareTo(IAsyncStream<T>? other) => other is null ? 1 : streamId.CompareTo(other.StreamId);

    public static void Resume(StreamSubscription<T> subscription, object observer, StreamSequenceToken? token)
    {
        Check(observer, token);
        subscription.Attach(observer, CurrentGrain);
    }

    public void Unsubscribe(StreamSubscription<T> subscription)
    {
        subscription.End();
        _topic.Remove(subscription);
    }

    private static void Check(object observer, StreamSequenceToken? token)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (token is not null)
        {
            throw new ArgumentException("Streams of the embedded runtime are not rewindable: subscribe without a token.", nameof(token));
        }
    }

    private Task<StreamSubscriptionHandle<T>> Subscribe(object observer, StreamSequenceToken? token)
    {
        Check(observer, token);
        var subscription = new StreamSubscription<T>(this, observer, CurrentGrain);
        _topic.Add(subscription);
        return Task.FromResult<StreamSubscriptionHandle<T>>(new SubscriptionHandle<T>(this, subscription));
    }
}
