namespace Orleans.Embedded;

/// <summary>
/// Runs work items one thread at a time, in order of arrival, on the thread pool or, when idle, on a
/// thread that claims it. As a synchronization context it brings the continuations of its work back to itself.
/// </summary>
/// <remarks>
/// Posted continuations never run on the posting thread: sources such as SemaphoreSlim and Channel complete their waiters while they
/// hold a lock, in the belief that a post is asynchronous. No lock is held while a work item runs.
/// </remarks>
internal abstract class TurnLoop : SynchronizationContext, IThreadPoolWorkItem
{
    /// <summary>How many loops may run nested on one thread's stack.</summary>
    public const int MaxDepth = 8;

    /// <summary>How many items run before the thread goes back to the pool.</summary>
    private const int ItemsPerRun = 128;

    [ThreadStatic]
    private static int _depth;

    private Queue<WorkItem> _ready = new();
    private Queue<WorkItem> _batch = new();

    protected Lock Gate { get; } = new();

    /// <summary>Whether a thread runs the loop or is on its way. Guarded by the gate.</summary>
    protected bool IsBusy { get; private set; }

    /// <summary>Whether this thread may run one more loop on its stack.</summary>
    protected static bool MayNest => _depth < MaxDepth;

    public sealed override void Post(SendOrPostCallback d, object? state)
    {
        lock (Gate)
        {
            _ready.Enqueue(new(d, state));
            if (!TryClaim())
            {
                return;
            }
        }

        Schedule();
    }

    public sealed override void Send(SendOrPostCallback d, object? state)
    {
        if (Current != this)
        {
            throw new NotSupportedException("Blocking on a grain's turn would deadlock.");
        }

        d(state);
    }

    public sealed override SynchronizationContext CreateCopy() => this;

    void IThreadPoolWorkItem.Execute()
    {
        var context = ExecutionContext.Capture();
        SetSynchronizationContext(this);
        _depth++;
        var more = Drain(context);
        _depth--;
        SetSynchronizationContext(null);
        if (more)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    protected abstract void Run(PendingCall call);

    /// <summary>A callback, whose outcome nobody waits for, has thrown.</summary>
    protected abstract void OnUnhandled(Exception exception);

    /// <summary>Runs as soon as all that is ready has run. Call under the gate, then <see cref="TryClaim"/>.</summary>
    protected void Ready(WorkItem item) => _ready.Enqueue(item);

    /// <summary>Whether there is work that nobody has taken on; then the caller must <see cref="Schedule"/>. Call under the gate.</summary>
    protected bool TryClaim()
    {
        if (IsBusy || _ready.Count == 0)
        {
            return false;
        }

        return IsBusy = true;
    }

    /// <summary>Sees to it that what is ready runs.</summary>
    protected void Wake()
    {
        lock (Gate)
        {
            if (!TryClaim())
            {
                return;
            }
        }

        Schedule();
    }

    protected void Schedule() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);

    /// <summary>Takes an idle loop for the calling thread. Call under the gate.</summary>
    protected void Claim() => IsBusy = true;

    /// <summary>Gives the loop back after <see cref="Claim"/>; true: the caller must <see cref="Schedule"/>. Call under the gate.</summary>
    protected bool Release()
    {
        IsBusy = false;
        return TryClaim();
    }

    /// <summary>Enters the loop on the calling thread, which has claimed it.</summary>
    protected Nesting Nest()
    {
        var nesting = new Nesting(Current, ExecutionContext.Capture());
        SetSynchronizationContext(this);
        _depth++;
        return nesting;
    }

    /// <summary>Gives the calling thread its own contexts back: what the work changed in them does not flow to the caller.</summary>
    protected static void Unnest(Nesting nesting)
    {
        _depth--;
        SetSynchronizationContext(nesting.Synchronization);
        Restore(nesting.Execution);
    }

    /// <summary>Returns whether there is more to do.</summary>
    private bool Drain(ExecutionContext? context)
    {
        for (var done = 0; done < ItemsPerRun;)
        {
            if (_batch.TryDequeue(out var item))
            {
                Run(item);
                Restore(context);
                done++;
                continue;
            }

            lock (Gate)
            {
                if (_ready.Count == 0)
                {
                    IsBusy = false;
                    return false;
                }

                (_ready, _batch) = (_batch, _ready);
            }
        }

        return true;
    }

    private void Run(WorkItem item)
    {
        try
        {
            if (item.Callback is null)
            {
                Run((PendingCall)item.State!);
            }
            else
            {
                item.Callback(item.State);
            }
        }
        catch (Exception exception)
        {
            OnUnhandled(exception);
        }
    }

    private static void Restore(ExecutionContext? context)
    {
        if (context is not null && !ReferenceEquals(ExecutionContext.Capture(), context))
        {
            ExecutionContext.Restore(context);
        }
    }

    /// <summary>The contexts of a thread that has entered the loop.</summary>
    protected readonly record struct Nesting(SynchronizationContext? Synchronization, ExecutionContext? Execution);
}
