using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>
/// One followed channel over all connections: where it stands, and a bounded buffer for its reader. When the buffer is full
/// the feed stops listening instead of holding up the connection (receipts come over the same one), and asks for the rest from
/// its position once the reader has caught up. The journal is the truth; deliveries are the signal.
/// </summary>
internal sealed class ChannelFeed
{
    private readonly Lock _gate = new();
    private readonly Channel<Delivery> _buffer;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _capacity;
    private readonly Action<ChannelFeed> _attach;
    private readonly Action<DeliveryGap>? _onGap;
    private FeedState _state = FeedState.Detached;
    private ulong _attaching;
    private Position? _position;
    private DeliveryGap? _gap;

    public ChannelFeed(string room, string channel, Position? from, int capacity, Action<ChannelFeed> attach, Action<DeliveryGap>? onGap)
    {
        (Room, Channel, _position, _capacity, _attach, _onGap) = (room, channel, from, capacity, attach, onGap);
        _buffer = System.Threading.Channels.Channel.CreateBounded<Delivery>(new BoundedChannelOptions(capacity));
    }

    public string Room { get; }

    public string Channel { get; }

    /// <summary>Completes when the bus has attached the feed for the first time.</summary>
    public Task Opened => _opened.Task;

    public Position Position
    {
        get
        {
            lock (_gate)
            {
                return _position ?? default;
            }
        }
    }

    public bool IsEnded
    {
        get
        {
            lock (_gate)
            {
                return _state == FeedState.Ended;
            }
        }
    }

    /// <summary>
    /// The frame that asks for everything after the position; null where the bus knows of the feed. Until it is answered, deliveries
    /// belong to an older asking and are passed over.
    /// </summary>
    public Wire.ClientFrame? Attach(ulong requestId)
    {
        lock (_gate)
        {
            if (_state != FeedState.Detached)
            {
                return null;
            }

            _state = FeedState.Attaching;
            _attaching = requestId;
            var subscribe = new Wire.Subscribe { Room = Room, Channel = Channel };
            if (_position is { } position)
            {
                subscribe.Position = new Wire.Position { Epoch = position.Epoch, Sequence = position.Sequence };
            }

            return new Wire.ClientFrame { RequestId = requestId, Subscribe = subscribe };
        }
    }

    public void Detach()
    {
        lock (_gate)
        {
            _state = _state is FeedState.Behind or FeedState.Ended ? _state : FeedState.Detached;
        }
    }

    public void Attached(ulong requestId, Wire.Subscribed subscribed)
    {
        DeliveryGap? gap = null;
        lock (_gate)
        {
            if (_state != FeedState.Attaching || requestId != _attaching)
            {
                return;
            }

            _state = FeedState.Following;
            var head = new Position(subscribed.Epoch, subscribed.Head);
            if (_position is not { } asked)
            {
                _position = head;
            }
            else if (asked.Epoch == 0)
            {
                _position = asked with { Epoch = subscribed.Epoch };
            }
            else if (asked.Epoch != subscribed.Epoch)
            {
                // Another history: its sequences say nothing of the ones that were seen.
                _position = new Position(subscribed.Epoch, subscribed.Recovered ? 0 : subscribed.Head);
                gap = Note(asked, _position.Value, "The channel's history was replaced.");
            }
        }

        Tell(gap);
        _opened.TrySetResult();
    }

    public void Deliver(Wire.Delivery delivery)
    {
        lock (_gate)
        {
            var position = new Position(delivery.Epoch, delivery.Sequence);
            if (_state != FeedState.Following || IsSeen(position))
            {
                return;
            }

            if (!_buffer.Writer.TryWrite(WireMap.ToDelivery(delivery, _gap)))
            {
                _state = FeedState.Behind;
                return;
            }

            _gap = null;
            _position = position;
        }
    }

    public void Gap(Wire.Gap wire)
    {
        DeliveryGap gap;
        lock (_gate)
        {
            if (_state is not (FeedState.Following or FeedState.Attaching))
            {
                return;
            }

            var until = new Position(wire.Epoch, wire.ToSequence);
            gap = Note(_position ?? default, until, wire.Reason);
            _position = IsSeen(until) ? _position : until;
        }

        Tell(gap);
    }

    /// <summary>The bus answered the asking with an error. False where the request is not this feed's.</summary>
    public bool Refuse(ulong requestId, AgentBusException fault, bool permanent)
    {
        lock (_gate)
        {
            if (_state != FeedState.Attaching || requestId != _attaching)
            {
                return false;
            }

            _state = FeedState.Detached;
        }

        if (permanent || !_opened.Task.IsCompleted)
        {
            End(fault);
        }

        return true;
    }

    public void End(AgentBusException? fault)
    {
        lock (_gate)
        {
            _state = FeedState.Ended;
        }

        _buffer.Writer.TryComplete(fault);
        _opened.TrySetException(fault ?? new AgentBusException(AgentBusCodes.Closed, "The subscription was closed."));
        _ = _opened.Task.Exception;
    }

    public async IAsyncEnumerable<Delivery> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var delivery in _buffer.Reader.ReadAllAsync(cancellationToken))
        {
            CatchUp();
            yield return delivery;
        }
    }

    private void CatchUp()
    {
        lock (_gate)
        {
            if (_state != FeedState.Behind || _buffer.Reader.Count > _capacity / 2)
            {
                return;
            }

            _state = FeedState.Detached;
        }

        _attach(this);
    }

    private bool IsSeen(Position position) =>
        _position is { } seen && seen.Epoch == position.Epoch && position.Sequence <= seen.Sequence;

    private DeliveryGap Note(Position after, Position until, string reason) => _gap = new DeliveryGap(Room, Channel, after, until, reason);

    private void Tell(DeliveryGap? gap)
    {
        if (gap is not null)
        {
            Callback.Invoke(_onGap, gap);
        }
    }
}
