using System.Threading.Channels;
using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.Client.Internal;

/// <summary>
/// Every message without a receipt, in the order of the calls, over all connections. Bounded: as many may wait to be sent as may wait
/// for a receipt; then <see cref="AddAsync"/> waits, first come first served.
/// </summary>
internal sealed class Outbox
{
    private readonly Lock _gate = new();
    private readonly Channel<PendingPublish> _waiting;
    private readonly Queue<PendingPublish> _again = new();
    private readonly List<PendingPublish> _resting = [];
    private readonly SortedDictionary<ulong, SentBatch> _sent = [];
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _window;
    private int _unanswered;
    private long _lastOrder;
    private long _outstanding;
    private bool _closing;

    public Outbox(int window)
    {
        _window = window;
        _waiting = Channel.CreateBounded<PendingPublish>(new BoundedChannelOptions(window) { SingleReader = true });
    }

    /// <summary>Set when there is something to take.</summary>
    public Signal Ready { get; } = new();

    /// <summary>Whether any message is with the bus and unanswered.</summary>
    public bool HasUnanswered
    {
        get
        {
            lock (_gate)
            {
                return _sent.Count > 0;
            }
        }
    }

    public async Task<Receipt> AddAsync(PendingPublish message, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((PendingPublish)state!).Cancel(token), message);
        Interlocked.Increment(ref _outstanding);
        try
        {
            // The queue of waiting writers keeps their order, so a full outbox does not reorder one caller's messages.
            await _waiting.Writer.WriteAsync(message, cancellationToken);
            Ready.Set();
            return await message.Answer;
        }
        catch (ChannelClosedException)
        {
            throw new AgentBusException(AgentBusCodes.Closed, "The client is closed.");
        }
        finally
        {
            Left();
        }
    }

    /// <summary>A new connection: what the last one left unanswered goes first, in its order.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            var repeated = Attempted().OrderBy(static message => message.Order).ToList();
            _sent.Clear();
            _again.Clear();
            _resting.Clear();
            _unanswered = 0;
            repeated.ForEach(_again.Enqueue);
        }

        Ready.Set();
    }

    /// <summary>Takes what fits one Publish frame; null when there is nothing, or too much is unanswered.</summary>
    public ClientFrame? Take(ulong requestId, int maxCount, int maxBytes)
    {
        lock (_gate)
        {
            var frame = new ClientFrame { RequestId = requestId, Publish = new Publish() };
            var taken = new List<PendingPublish>();
            for (var bytes = 0; taken.Count < maxCount && _unanswered + taken.Count < _window && TryPeek(out var next);)
            {
                // What is said of the frame holds for all that is in it, so requests, and what asks for an audit, go apart from the rest.
                if (taken.Count > 0 && (bytes + next.Encoded.Length > maxBytes || (next.AwaitReplyMs > 0) != (frame.Publish.AwaitReplyMs > 0) || next.AuditRequired != frame.Publish.AuditRequired))
                {
                    break;
                }

                RemovePeeked();
                if (next.IsSettled)
                {
                    continue;
                }

                next.Order = next.Order == 0 ? ++_lastOrder : next.Order;
                bytes += next.Encoded.Length;
                taken.Add(next);
                frame.Publish.AwaitReplyMs = Math.Max(frame.Publish.AwaitReplyMs, next.AwaitReplyMs);
                frame.Publish.AuditRequired = next.AuditRequired;
                frame.Publish.Envelopes.Add(UnsafeByteOperations.UnsafeWrap(next.Encoded));
            }

            if (taken.Count == 0)
            {
                return null;
            }

            _unanswered += taken.Count;
            _sent.Add(requestId, new SentBatch(requestId, taken));
            return frame;
        }
    }

    /// <summary>Settles the messages of a request. Those that only a draining silo turned away, or of which the bus does not know itself what became, stay.</summary>
    public void Settle(ulong requestId, IReadOnlyList<Protocol.V1.Receipt> receipts)
    {
        if (Remove(requestId) is not { } batch)
        {
            return;
        }

        for (var i = 0; i < batch.Messages.Count; i++)
        {
            if (i >= receipts.Count)
            {
                batch.Messages[i].Fail(new AgentBusException(AgentBusCodes.ProtocolError, "The bus sent fewer receipts than messages."));
            }
            else if (!Keep(batch.Messages[i], receipts[i].Code))
            {
                batch.Messages[i].Complete(WireMap.ToReceipt(receipts[i]));
            }
        }

        Ready.Set();
    }

    /// <summary>The bus answered a whole request with an error. False where the request is none of a publish.</summary>
    public bool Fail(ulong requestId, AgentBusException fault)
    {
        if (Remove(requestId) is not { } batch)
        {
            return false;
        }

        foreach (var message in batch.Messages)
        {
            if (!Keep(message, fault.Code))
            {
                message.Fail(fault);
            }
        }

        Ready.Set();
        return true;
    }

    /// <summary>Fails what has waited too long, whose bytes are not sent again; what the bus was not sure of is sent again now.</summary>
    public void Beat(long now)
    {
        List<PendingPublish> late;
        lock (_gate)
        {
            _resting.ForEach(_again.Enqueue);
            _resting.Clear();
            late = Attempted().Where(m => m.Deadline <= now).ToList();
            while (_again.Count == 0 && _waiting.Reader.TryPeek(out var next) && (next.IsSettled || next.Deadline <= now))
            {
                _waiting.Reader.TryRead(out _);
                late.Add(next);
            }
        }

        foreach (var message in late)
        {
            message.Fail(new AgentBusException(AgentBusCodes.Timeout, "No receipt in time; the message may or may not have been taken."));
        }

        Ready.Set();
    }

    /// <summary>Takes no more, and completes when nothing is outstanding.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _closing = true;
            _waiting.Writer.TryComplete();
        }

        if (Interlocked.Read(ref _outstanding) == 0)
        {
            _drained.TrySetResult();
        }

        return _drained.Task;
    }

    /// <summary>The session is over: nothing will be answered any more.</summary>
    public void FailAll(AgentBusException fault)
    {
        List<PendingPublish> all;
        lock (_gate)
        {
            _closing = true;
            _waiting.Writer.TryComplete();
            all = Attempted().ToList();
            _sent.Clear();
            _again.Clear();
            _resting.Clear();
            while (_waiting.Reader.TryRead(out var message))
            {
                all.Add(message);
            }
        }

        all.ForEach(message => message.Fail(fault));
    }

    private IEnumerable<PendingPublish> Attempted() => _sent.Values.SelectMany(static batch => batch.Messages).Concat(_again).Concat(_resting);

    private bool TryPeek(out PendingPublish message) => _again.TryPeek(out message!) || _waiting.Reader.TryPeek(out message!);

    private void RemovePeeked()
    {
        if (!_again.TryDequeue(out _))
        {
            _waiting.Reader.TryRead(out _);
        }
    }

    private SentBatch? Remove(ulong requestId)
    {
        lock (_gate)
        {
            if (!_sent.Remove(requestId, out var batch))
            {
                return null;
            }

            _unanswered -= batch.Messages.Count;
            return batch;
        }
    }

    /// <summary>Keeps a message that is to be sent again, same bytes and same key: on the next connection, or at the next beat.</summary>
    private bool Keep(PendingPublish message, string code)
    {
        lock (_gate)
        {
            if (code == AgentBusCodes.Draining)
            {
                _again.Enqueue(message);
                return true;
            }

            if (PassingCodes.IsUncertain(code))
            {
                _resting.Add(message);
                return true;
            }

            return false;
        }
    }

    private void Left()
    {
        if (Interlocked.Decrement(ref _outstanding) == 0 && Volatile.Read(ref _closing))
        {
            _drained.TrySetResult();
        }
    }
}
