using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Embedded;

/// <summary>
/// One subscriber of a stream with the events that wait for it. One delivery is under way at a time, as a turn of the subscribing
/// grain, or of a mailbox of its own where a client subscribed.
/// </summary>
internal sealed class StreamSubscription<T>
{
    private const int MaxWaiting = 16_384;

    /// <summary>How many deliveries run on the publisher's thread before the rest moves to the pool.</summary>
    private const int DeliveriesPerRun = 64;

    private static readonly GrainMethod Delivery = GrainMethod.Internal("StreamDelivery", CallKind.Exclusive, countsAsUse: true);
    private readonly EmbeddedStream<T> _stream;
    private readonly Lock _lock = new();
    private readonly Queue<StreamEvent<T>> _waiting = new();
    private readonly ObserverMailbox? _mailbox;
    private object _observer;
    private object _attachedTo;
    private bool _pumping;
    private bool _overrun;
    private volatile bool _ended;

    public StreamSubscription(EmbeddedStream<T> stream, object observer, Activation? subscriber)
    {
        _stream = stream;
        _observer = observer;
        Owner = subscriber?.GrainId ?? stream.Client.ClientId;
        _mailbox = subscriber is null ? new(stream.Provider.Silo, Owner, this) : null;
        _attachedTo = subscriber?.GrainInstance ?? this;
    }

    public Guid Id { get; } = Guid.NewGuid();

    public GrainId Owner { get; }

    public void Attach(object observer, Activation? subscriber)
    {
        lock (_lock)
        {
            _observer = observer;
            _attachedTo = subscriber?.GrainInstance ?? this;
        }
    }

    public void End() => _ended = true;

    public void Enqueue(StreamEvent<T> streamEvent)
    {
        lock (_lock)
        {
            if (_waiting.Count < MaxWaiting)
            {
                _overrun = false;
                _waiting.Enqueue(streamEvent);
            }
            else if (!_overrun)
            {
                _overrun = true;
                _waiting.Enqueue(new StreamEvent<T>.Error(new LimitExceededException(
                    $"More than {MaxWaiting} batches wait for a subscriber of stream {_stream.StreamId}; later ones are lost to it.")));
            }
        }
    }

    /// <summary>Delivers what waits, unless somebody is at it already.</summary>
    public void Pump()
    {
        lock (_lock)
        {
            if (_pumping || _waiting.Count == 0)
            {
                return;
            }

            _pumping = true;
        }

        _ = PumpAsync();
    }

    // The publisher's turn ends without waiting for the deliveries, so nothing here may resume in it.
    private async Task PumpAsync()
    {
        for (var delivered = 1; ; delivered++)
        {
            StreamEvent<T>? next;
            lock (_lock)
            {
                if (_ended || !_waiting.TryDequeue(out next))
                {
                    _pumping = false;
                    return;
                }
            }

            try
            {
                await SendAsync(new DeliveryRequest(this, next)).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                RuntimeLog.SubscriberFailed(_stream.Provider.Silo.Logger, exception, _stream.StreamId, _stream.ProviderName);
            }

            if (delivered % DeliveriesPerRun == 0)
            {
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            }
        }
    }

    private Task SendAsync(DeliveryRequest request)
    {
        if (_mailbox is not null)
        {
            return _mailbox.Send(request)!;
        }

        var silo = _stream.Provider.Silo;
        while (true)
        {
            if (silo.Catalog.Locate(Owner, silo) is not { } activation)
            {
                return Task.CompletedTask;
            }

            if (activation.Send(request) is { } response)
            {
                return response;
            }
        }
    }

    private Task DeliverAsync(StreamEvent<T> streamEvent, object target)
    {
        object observer;
        lock (_lock)
        {
            // A later activation that has not resumed the subscription has no observer.
            if (_ended || !ReferenceEquals(target, _attachedTo))
            {
                return Task.CompletedTask;
            }

            observer = _observer;
        }

        return observer is IAsyncBatchObserver<T> batch ? streamEvent.DeliverAsync(batch) : streamEvent.DeliverAsync((IAsyncObserver<T>)observer);
    }

    private sealed class DeliveryRequest(StreamSubscription<T> subscription, StreamEvent<T> streamEvent) : VoidRequest(Delivery)
    {
        public override Task InvokeOn(object target) => subscription.DeliverAsync(streamEvent, target);
    }
}
