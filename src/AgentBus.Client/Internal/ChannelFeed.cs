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

    /// <summary>The frame that ends the following.</summary>
    public Wire.ClientFrame Leaving => new() { Unsubscribe = new Wire.Unsubscribe { Room = Room, Channel = Channel } };

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
    /// The frame that asks for everything after the position; null where the bus knows of the feed. It replaces an older asking; until it
    /// is answered, deliveries belong to that one and are passed over.
    /// </summary>
    public Wire.ClientFrame? Attach(RequestCounter requests)
    {
        lock (_gate)
        {
            if (_state != FeedState.Detached)
            {
                return null;
            }

            _state = FeedState.Attaching;
            _attaching = requests.Next();
            var subscribe = new Wire.Subscribe { Room = Room, Channel = Channel };
            if (_position is { } position)
            {
                subscribe.Position = new Wire.Position { Epoch = position.Epoch, Sequence = position.Sequence };
            }

            return new Wire.ClientFrame { RequestId = _attaching, Subscribe = subscribe };
        }
    }

    /// <summary>A new connection, on which the bus does not know of the feed.</summary>
    public void Detach()
    {
        lock (_gate)
        {
            _state = _state is FeedState.Behind or FeedState.Ended ? _state : FeedState.Detached;
        }
    }

    public void Attached(ulong requestId, Wire.Subscribed subscribed)
    {
        lock (_gate)
        {
            if (_state != FeedState.Attaching || requestId != _attaching)
            {
                return;
            }

            _state = FeedState.Following;
            _position = _position switch
            {
                null => new Position(subscribed.Epoch, subscribed.Head),
                { Epoch: 0 } asked => asked with { Epoch = subscribed.Epoch },
                { } asked when asked.Epoch == subscribed.Epoch => asked,

                // Another history: its sequences say nothing of those that were seen. A gap frame with the reason follows.
                _ => new Position(subscribed.Epoch, 0),
            };
        }

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
            if (_state != FeedState.Following)
            {
                return;
            }

            // The bus says where it goes on, which may be behind what was seen: a store that lost its end gives sequences again.
            var until = new Position(wire.Epoch, wire.ToSequence);
            gap = _gap = new DeliveryGap(Room, Channel, _position ?? default, until, wire.Reason);
            _position = until;
        }

        Callback.Invoke(_onGap, gap);
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
}
