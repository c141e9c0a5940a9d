using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// Takes the calls of one activation or observer and lets each run when those under way allow it.
/// A call to an idle mailbox runs on the caller's thread.
/// </summary>
internal abstract class Mailbox(bool reentrant) : TurnLoop
{
    private readonly Queue<PendingCall> _waiting = new();
    private UnansweredCalls _unanswered;
    private CallGate _calls;
    private bool _closing;

    /// <summary>As whom the code of this mailbox calls others.</summary>
    public abstract GrainId Identity { get; }

    protected MailboxState State { get; private set; }

    /// <summary>Whether nothing runs or waits. Guarded by the gate.</summary>
    protected bool IsIdle => !IsBusy && !_closing && State == MailboxState.Open && _calls.IsEmpty;

    /// <summary>Returns the response, or null where the mailbox is dead.</summary>
    public Task? Send(GrainRequest request)
    {
        var kind = reentrant ? CallKind.Interleave : request.Method.Kind;
        return !request.Method.OneWay && MayNest && TryEnter(kind) ? RunHere(request, kind) : Enqueue(request, kind);
    }

    /// <summary>A call whose response was awaited is over. Called in a turn.</summary>
    public void Finish(PendingCall call)
    {
        lock (Gate)
        {
            _unanswered.Remove(call);
            _calls.Leave(call.Kind);
            Admit();
        }
    }

    /// <summary>Fails the calls whose callers have waited long enough.</summary>
    public void Sweep(long now)
    {
        List<PendingCall>? expired;
        lock (Gate)
        {
            expired = _unanswered.TakeExpired(now);
            if (expired is not null && _waiting.Count > 0)
            {
                var alive = _waiting.Where(static call => call.IsListed).ToArray();
                _waiting.Clear();
                Array.ForEach(alive, _waiting.Enqueue);
            }
        }

        expired?.ForEach(call => call.TimeOut(Identity));
    }

    /// <summary>Sees every response of a call, in the turn in which it became known.</summary>
    public virtual void Observe(GrainRequest request, Task response)
    {
    }

    /// <summary>Calls the method with whatever stands before it.</summary>
    protected abstract Task Invoke(GrainRequest request);

    /// <summary>All calls are over after <see cref="BeginClose"/>. Runs as a turn.</summary>
    protected virtual void OnClosed()
    {
    }

    /// <summary>A call waits. Called under the gate.</summary>
    protected virtual void OnWaiting(PendingCall call)
    {
    }

    /// <summary>Timestamp at which the caller stops waiting.</summary>
    protected virtual long DeadlineOf(GrainRequest request) => long.MaxValue;

    /// <summary>Runs the calls that wait, and those to come.</summary>
    protected void Open()
    {
        lock (Gate)
        {
            State = MailboxState.Open;
            Admit();
        }

        Wake();
    }

    /// <summary>Lets the calls under way end, keeps later ones waiting, then runs <see cref="OnClosed"/>. Call under the gate, then wake.</summary>
    protected void BeginClose()
    {
        _closing = true;
        Admit();
    }

    /// <summary>Refuses calls from now on and hands out those that wait. Call under the gate.</summary>
    protected List<PendingCall> Kill()
    {
        State = MailboxState.Dead;
        var left = new List<PendingCall>(_waiting);
        _waiting.Clear();
        foreach (var call in left)
        {
            _unanswered.Remove(call);
        }

        return left;
    }

    /// <summary>Takes over calls that waited for another mailbox. Nothing runs before <see cref="TurnLoop.Wake"/>.</summary>
    protected void Adopt(List<PendingCall> calls)
    {
        lock (Gate)
        {
            foreach (var call in calls)
            {
                _unanswered.Add(call);
                _waiting.Enqueue(call);
                OnWaiting(call);
            }
        }
    }

    /// <summary>Answers all callers at once; what is under way runs on for nobody.</summary>
    protected void FailAll(Exception exception)
    {
        List<PendingCall>? calls;
        lock (Gate)
        {
            calls = _unanswered.TakeExpired(long.MaxValue);
        }

        calls?.ForEach(call => call.Fail(exception));
    }

    protected sealed override void Run(PendingCall call)
    {
        if (call.Answer.IsCompleted)
        {
            Finish(call);
            return;
        }

        if (call.Context is not null)
        {
            ExecutionContext.Restore(call.Context);
        }

        var response = Start(call.Request);
        if (response.IsCompleted)
        {
            call.Complete(response, this);
            Finish(call);
        }
        else
        {
            call.Watch(response, this);
        }
    }

    private bool TryEnter(CallKind kind)
    {
        lock (Gate)
        {
            if (IsBusy || _closing || State != MailboxState.Open || !_calls.Admits(kind))
            {
                return false;
            }

            Claim();
            _calls.Enter(kind);
            return true;
        }
    }

    private Task RunHere(GrainRequest request, CallKind kind)
    {
        var nesting = Nest();
        var response = Start(request);
        var isOver = response.IsCompleted;
        if (isOver)
        {
            Observe(request, response);
        }
        else
        {
            response = Watch(NewCall(request, kind), response);
        }

        Unnest(nesting);
        lock (Gate)
        {
            if (isOver)
            {
                _calls.Leave(kind);
                Admit();
            }

            if (!Release())
            {
                return response;
            }
        }

        Schedule();
        return response;
    }

    private Task? Enqueue(GrainRequest request, CallKind kind)
    {
        var call = NewCall(request, kind);
        call.Context = ExecutionContext.Capture();
        bool claimed;
        lock (Gate)
        {
            if (State == MailboxState.Dead)
            {
                return null;
            }

            _unanswered.Add(call);

            // A call of the grain to itself is part of a call that closing waits for.
            if (State == MailboxState.Open && (!_closing || request.Caller == this) && _calls.Admits(kind))
            {
                _calls.Enter(kind);
                Ready(new(null, call));
            }
            else
            {
                _waiting.Enqueue(call);
                OnWaiting(call);
            }

            claimed = TryClaim();
        }

        if (claimed)
        {
            Schedule();
        }

        return request.Method.OneWay ? Task.CompletedTask : call.Answer;
    }

    /// <summary>Makes ready what may run now. Call under the gate.</summary>
    private void Admit()
    {
        if (State != MailboxState.Open)
        {
            return;
        }

        if (_closing)
        {
            if (_calls.IsEmpty)
            {
                State = MailboxState.Closed;
                Ready(new(static mailbox => ((Mailbox)mailbox!).OnClosed(), this));
            }

            return;
        }

        while (_waiting.TryPeek(out var call) && _calls.Admits(call.Kind))
        {
            _waiting.Dequeue();
            _calls.Enter(call.Kind);
            Ready(new(null, call));
        }
    }

    private Task Start(GrainRequest request)
    {
        try
        {
            return Invoke(request) ?? request.Fault(new InvalidOperationException($"{request} returned null instead of a task."));
        }
        catch (Exception exception)
        {
            return request.Fault(exception);
        }
    }

    private PendingCall NewCall(GrainRequest request, CallKind kind)
    {
        var call = request.Pend();
        call.Kind = kind;
        call.Deadline = DeadlineOf(request);
        return call;
    }

    private Task Watch(PendingCall call, Task response)
    {
        lock (Gate)
        {
            _unanswered.Add(call);
        }

        call.Watch(response, this);
        return call.Answer;
    }
}
