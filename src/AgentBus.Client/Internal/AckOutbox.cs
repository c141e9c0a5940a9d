using AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>
/// Every acknowledgement that the bus has not confirmed, over all connections. One frame of a kind is with the bus at a time, and what gathers
/// meanwhile is the next: the bus commits each frame before it looks at another.
/// </summary>
internal sealed class AckOutbox(Signal ready)
{
    private readonly Lock _gate = new();
    private readonly List<PendingAck> _waiting = [];
    private readonly List<PendingAck> _resting = [];
    private readonly Dictionary<ulong, IReadOnlyList<PendingAck>> _sent = [];
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AgentBusException? _over;
    private bool _closing;

    public Task AddAsync(PendingAck ack)
    {
        lock (_gate)
        {
            if (_over is not null || _closing)
            {
                ack.Fail(_over ?? new AgentBusException(AgentBusCodes.Closed, "The client is closed."));
                return ack.Answer;
            }

            _waiting.Add(ack);
        }

        ready.Set();
        return ack.Answer;
    }

    /// <summary>Adds the frames that may go out now, of up to so many acknowledgements each.</summary>
    public void Take(RequestCounter requests, int maxCount, ICollection<ClientFrame> frames)
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                return;
            }

            var busy = _sent.Values.Select(static acks => acks[0].Group).ToHashSet();
            foreach (var together in _waiting.GroupBy(static ack => ack.Group).Where(group => !busy.Contains(group.Key)).ToList())
            {
                var taken = together.Take(maxCount).ToList();
                var request = requests.Next();
                _sent.Add(request, taken);
                frames.Add(together.Key.Frame(request, taken));
            }

            var sent = _sent.Values.SelectMany(static acks => acks).ToHashSet();
            _waiting.RemoveAll(sent.Contains);
        }
    }

    /// <summary>The bus has confirmed a frame.</summary>
    public void Confirm(ulong requestId)
    {
        foreach (var ack in Remove(requestId) ?? [])
        {
            ack.Complete(true);
        }

        LookAfterEnd();
        ready.Set();
    }

    /// <summary>The bus answered a frame with an error: what passes is tried again. False where the request is none of an acknowledgement.</summary>
    public bool Fail(ulong requestId, AgentBusException fault)
    {
        if (Remove(requestId) is not { } acks)
        {
            return false;
        }

        if (PassingCodes.Passes(fault.Code))
        {
            lock (_gate)
            {
                _resting.AddRange(acks);
            }

            return true;
        }

        foreach (var ack in acks)
        {
            ack.Fail(fault);
        }

        LookAfterEnd();
        return true;
    }

    /// <summary>
    /// A new connection: what was not confirmed is said again, except that a message is wanted again, which losing the connection has said, and that
    /// one is worked on, which nobody has to know who takes it back.
    /// </summary>
    public void Restart()
    {
        List<PendingAck> moot;
        lock (_gate)
        {
            var unconfirmed = All().ToList();
            moot = unconfirmed.Where(static ack => ack.Group.Kind is AckKind.Retry or AckKind.Working).ToList();
            _sent.Clear();
            _resting.Clear();
            _waiting.Clear();
            _waiting.AddRange(unconfirmed.Except(moot));
        }

        moot.ForEach(static ack => ack.Complete(true));
        LookAfterEnd();
        ready.Set();
    }

    /// <summary>Fails what has waited too long, and tries again what was put off.</summary>
    public void Expire(long now)
    {
        List<PendingAck> late;
        lock (_gate)
        {
            late = All().Where(ack => ack.Deadline <= now).ToList();
            _waiting.AddRange(_resting);
            _resting.Clear();
            _waiting.RemoveAll(late.Contains);
        }

        late.ForEach(static ack => ack.Fail(new AgentBusException(AgentBusCodes.Timeout, "The bus did not confirm in time; it may or may not have noted it.")));
        LookAfterEnd();
        ready.Set();
    }

    /// <summary>Takes no more, and completes when everything is confirmed.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _closing = true;
        }

        LookAfterEnd();
        return _drained.Task;
    }

    /// <summary>The session is over: nothing will be confirmed any more.</summary>
    public void FailAll(AgentBusException fault)
    {
        List<PendingAck> all;
        lock (_gate)
        {
            _over = fault;
            all = All().ToList();
            _sent.Clear();
            _resting.Clear();
            _waiting.Clear();
        }

        all.ForEach(ack => ack.Fail(fault));
        LookAfterEnd();
    }

    private IEnumerable<PendingAck> All() => _sent.OrderBy(static sent => sent.Key).SelectMany(static sent => sent.Value).Concat(_resting).Concat(_waiting);

    private IReadOnlyList<PendingAck>? Remove(ulong requestId)
    {
        lock (_gate)
        {
            return _sent.Remove(requestId, out var acks) ? acks : null;
        }
    }

    private void LookAfterEnd()
    {
        lock (_gate)
        {
            if (!_closing || All().Any(static ack => !ack.IsSettled))
            {
                return;
            }
        }

        _drained.TrySetResult();
    }
}
