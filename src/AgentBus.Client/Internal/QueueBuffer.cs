using System.Runtime.CompilerServices;
using AgentBus.Protocol.V1;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>
/// Messages of a queue that the bus has handed to this client and that are not settled: those that wait for the reader, and those that the reader has.
/// The bus repeats itself where it does not hear back; each message comes out of here once, until its reader wants it again.
/// </summary>
internal sealed class QueueBuffer(AckOutbox acks, Func<long> deadline, ReplyTable? replies = null, Action<BusOrder>? onOrder = null, OutcomeTable? outcomes = null)
{
    /// <summary>Above any window of a bus. What is over it is passed by and comes again.</summary>
    private const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<Position, InboxDelivery> _inHand = [];
    private readonly Queue<InboxDelivery> _unread = new();
    private readonly SettledMemory _settled = new(Most);
    private readonly Signal _ready = new();
    private AgentBusException? _fault;
    private bool _ended;
    private bool _isRead;

    public void Deliver(Wire.Delivery wire)
    {
        var delivery = WireMap.ToInboxDelivery(wire, this);
        var order = onOrder is null ? null : BusOrders.Read(delivery);
        outcomes?.Note(delivery);
        (AckKind Kind, string Reason)? again;
        lock (_gate)
        {
            if (_ended || _inHand.ContainsKey(delivery.Position))
            {
                return;
            }

            // The bus has taken back what comes after the reader went.
            var isTaken = _isRead && _inHand.Count < Most;

            again = _settled.Find(delivery);
            if (again is not null)
            {
                order = null;
            }
            else if (order is not null || replies?.Complete(delivery) == true)
            {
                _settled.Note(delivery, AckKind.Done, "");
                again = (AckKind.Done, "");
            }

            if (again is null && isTaken)
            {
                _inHand.Add(delivery.Position, delivery);
                _unread.Enqueue(delivery);
            }
        }

        if (order is not null)
        {
            Callback.Invoke(onOrder, order);
        }

        if (again is { } said)
        {
            _ = Say(delivery, said.Kind, TimeSpan.Zero, said.Reason);
        }
        else
        {
            _ready.Set();
        }
    }

    /// <summary>Settles a message that the reader has; completes when the bus has confirmed it.</summary>
    public Task SettleAsync(InboxDelivery delivery, AckKind kind, TimeSpan retryAfter, string reason)
    {
        lock (_gate)
        {
            _inHand.Remove(delivery.Position);
            _settled.Note(delivery, kind, reason);
        }

        return Say(delivery, kind, retryAfter, reason);
    }

    /// <summary>Tells the bus that a message is still being dealt with; completes when it has confirmed that.</summary>
    public Task StillWorkingAsync(InboxDelivery delivery) => Say(delivery, AckKind.Working, TimeSpan.Zero, "");

    /// <summary>The same of all that is in hand.</summary>
    public Task StillWorkingAsync()
    {
        InboxDelivery[] held;
        lock (_gate)
        {
            held = [.. _inHand.Values];
        }

        return Task.WhenAll(held.Select(StillWorkingAsync));
    }

    /// <summary>A new connection: what nobody has read was taken back by the bus and comes again, here or elsewhere.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            while (_unread.TryDequeue(out var delivery))
            {
                _inHand.Remove(delivery.Position);
            }
        }
    }

    /// <summary>One reader at a time.</summary>
    public void BeginReading()
    {
        lock (_gate)
        {
            _isRead = _isRead ? throw new InvalidOperationException("It is read already; a client has one reader of it at a time.") : true;
        }
    }

    /// <summary>The reader goes. The bus takes back what it has not settled when it is told that the queue is left; so nothing is said of it here any more.</summary>
    public void EndReading()
    {
        InboxDelivery[] left;
        lock (_gate)
        {
            _isRead = false;
            left = [.. _inHand.Values];
            _unread.Clear();
            _inHand.Clear();
        }

        foreach (var delivery in left)
        {
            delivery.TakeSettling();
        }
    }

    public void End(AgentBusException? fault)
    {
        lock (_gate)
        {
            _ended = true;
            _fault ??= fault;
            _unread.Clear();
            _inHand.Clear();
        }

        _ready.Set();
    }

    public async IAsyncEnumerable<InboxDelivery> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            InboxDelivery? next;
            lock (_gate)
            {
                _unread.TryDequeue(out next);
                if (next is null && _ended)
                {
                    // The next reader, if there is one, is to see the end too.
                    _ready.Set();
                    if (_fault is not null)
                    {
                        throw new AgentBusException(_fault.Code, "There are no more messages.", _fault);
                    }

                    yield break;
                }
            }

            if (next is not null)
            {
                yield return next;
            }
            else
            {
                await _ready.WaitAsync(cancellationToken);
            }
        }
    }

    private Task Say(InboxDelivery delivery, AckKind kind, TimeSpan retryAfter, string reason)
    {
        var group = new AckGroup(
            delivery.Room, delivery.Channel, delivery.Position.Epoch, IsPosition: false, kind, (uint)Math.Min(retryAfter.TotalMilliseconds, uint.MaxValue), reason);
        return acks.AddAsync(new PendingAck(group, delivery.Position.Sequence, deadline()));
    }
}
