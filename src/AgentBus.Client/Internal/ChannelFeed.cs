using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>
/// A channel that everyone who follows it gets: where it stands, and a bounded buffer for its reader. When the buffer is full
/// the feed stops listening instead of holding up the connection (receipts come over the same one), and asks for the rest from
/// its position once the reader has caught up. The journal is the truth; deliveries are the signal.
/// </summary>
internal sealed class ChannelFeed : Feed
{
    private readonly Channel<Delivery> _buffer;
    private readonly int _capacity;
    private readonly StartAt _start;
    private readonly Action<ChannelFeed> _attach;
    private readonly Action<DeliveryGap>? _onGap;
    private Position? _position;
    private DeliveryGap? _gap;
    private Position _lastToRoom;

    public ChannelFeed(string room, string channel, StartAt start, int capacity, Action<ChannelFeed> attach, Action<DeliveryGap>? onGap)
        : base(room, channel)
    {
        (_start, _position, _capacity, _attach, _onGap) = (start, start.Position, capacity, attach, onGap);
        _buffer = System.Threading.Channels.Channel.CreateBounded<Delivery>(new BoundedChannelOptions(capacity));
    }

    public Position Position
    {
        get
        {
            lock (Gate)
            {
                return _position ?? default;
            }
        }
    }

    public override void Deliver(Wire.Delivery delivery)
    {
        if (delivery.Channel != Channel)
        {
            DeliverToRoom(delivery);
            return;
        }

        lock (Gate)
        {
            var position = new Position(delivery.Epoch, delivery.Sequence);
            if (State != FeedState.Following || IsSeen(position))
            {
                return;
            }

            if (!_buffer.Writer.TryWrite(WireMap.ToDelivery(delivery, _gap)))
            {
                State = FeedState.Behind;
                return;
            }

            _gap = null;
            _position = position;
        }
    }

    public override void Gap(Wire.Gap wire)
    {
        DeliveryGap gap;
        lock (Gate)
        {
            if (State != FeedState.Following)
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

    public async IAsyncEnumerable<Delivery> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var delivery in _buffer.Reader.ReadAllAsync(cancellationToken))
        {
            CatchUp();
            yield return delivery;
        }
    }

    protected override Wire.Subscribe Ask()
    {
        var subscribe = new Wire.Subscribe { Room = Room, Channel = Channel };
        if (_position is { } position)
        {
            subscribe.Position = WireMap.ToWire(position);
        }
        else
        {
            _start.Ask(subscribe);
        }

        return subscribe;
    }

    protected override AgentBusException? Accept(Wire.Subscribed subscribed)
    {
        if (subscribed.Kind is not (Wire.ChannelKind.Unspecified or Wire.ChannelKind.PubSub))
        {
            return new AgentBusException(AgentBusCodes.WrongChannelKind, $"{Room}:{Channel} is a work queue: consume it instead of following it.");
        }

        _position = _position switch
        {
            // Where the bus chooses the start, only the first delivery tells it; live ones begin at the head.
            null => _start.IsLive ? new Position(subscribed.Epoch, subscribed.Head) : null,
            { Epoch: 0 } asked => asked with { Epoch = subscribed.Epoch },
            { } asked when asked.Epoch == subscribed.Epoch => asked,

            // Another history: its sequences say nothing of those that were seen. A gap frame with the reason follows.
            _ => new Position(subscribed.Epoch, 0),
        };
        return null;
    }

    protected override void Ended(AgentBusException? fault) => _buffer.Writer.TryComplete(fault);

    /// <summary>A message to the whole room says nothing of the place in this channel. There is no asking for it again: a reader that is too slow is told.</summary>
    private void DeliverToRoom(Wire.Delivery delivery)
    {
        var position = new Position(delivery.Epoch, delivery.Sequence);
        DeliveryGap gap;
        lock (Gate)
        {
            if (State == FeedState.Ended || (_lastToRoom.Epoch == position.Epoch && position.Sequence <= _lastToRoom.Sequence))
            {
                return;
            }

            gap = new DeliveryGap(Room, delivery.Channel, _lastToRoom, position, "reader_too_slow");
            _lastToRoom = position;
            if (_buffer.Writer.TryWrite(WireMap.ToDelivery(delivery, gapBefore: null)))
            {
                return;
            }
        }

        Callback.Invoke(_onGap, gap);
    }

    private void CatchUp()
    {
        lock (Gate)
        {
            if (State != FeedState.Behind || _buffer.Reader.Count > _capacity / 2)
            {
                return;
            }

            State = FeedState.Detached;
        }

        _attach(this);
    }

    private bool IsSeen(Position position) =>
        _position is { } seen && seen.Epoch == position.Epoch && position.Sequence <= seen.Sequence;
}
