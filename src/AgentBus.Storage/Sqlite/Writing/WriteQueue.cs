namespace AgentBus.Storage.Sqlite;

/// <summary>
/// Many callers, one taker. Adding is one compare-and-set on a stack of the works themselves; the taker takes all of it and turns it
/// round, so the order of adding is the order of taking.
/// </summary>
internal sealed class WriteQueue
{
    private readonly object _wake = new();
    private IWriteWork? _newest;
    private bool _woken;
    private bool _closing;

    /// <summary>False once the queue is closed.</summary>
    public bool TryAdd(IWriteWork work)
    {
        var newest = Volatile.Read(ref _newest);
        while (true)
        {
            if (newest is ClosedMark)
            {
                return false;
            }

            work.Next = newest;
            var seen = Interlocked.CompareExchange(ref _newest, work, newest);
            if (ReferenceEquals(seen, newest))
            {
                break;
            }

            newest = seen;
        }

        // Only the first one in an empty queue can find the taker asleep.
        if (newest is null)
        {
            Wake();
        }

        return true;
    }

    /// <summary>Lets the taker return from waiting though there may be nothing to take.</summary>
    public void Wake()
    {
        lock (_wake)
        {
            _woken = true;
            Monitor.Pulse(_wake);
        }
    }

    /// <summary>The taker's next taking is its last; from then on nothing can be added.</summary>
    public void Close()
    {
        Volatile.Write(ref _closing, true);
        Wake();
    }

    /// <summary>Waits until there may be something, then takes all, oldest first; null where there was nothing.</summary>
    public IWriteWork? TakeAll(out bool closed)
    {
        lock (_wake)
        {
            while (!_woken)
            {
                Monitor.Wait(_wake);
            }

            _woken = false;
        }

        closed = Volatile.Read(ref _closing);
        IWriteWork? oldest = null;
        var work = Interlocked.Exchange(ref _newest, closed ? ClosedMark.Instance : null);
        while (work is not null)
        {
            (work.Next, oldest, work) = (oldest, work, work.Next);
        }

        return oldest;
    }

    private sealed class ClosedMark : IWriteWork
    {
        public static readonly ClosedMark Instance = new();

        public IWriteWork? Next { get; set; }

        public int Rows => 0;

        public int Bytes => 0;

        public void Apply() => throw new NotSupportedException();

        public void Fail(Exception reason) => throw new NotSupportedException();

        public void Complete() => throw new NotSupportedException();
    }
}
