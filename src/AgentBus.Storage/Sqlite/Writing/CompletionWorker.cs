using Microsoft.Extensions.Logging;

namespace AgentBus.Storage.Sqlite;

/// <summary>
/// Completes works in commit order, one at a time, while the writer is at the next group. A thread of its own: as a work item of the
/// thread pool it cost 5 to 200 µs of spinning workers a group, the more the fewer groups there are.
/// </summary>
internal sealed partial class CompletionWorker
{
    private readonly object _gate = new();
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private IWriteWork? _first;
    private IWriteWork? _last;
    private bool _closed;

    public CompletionWorker(ILogger logger)
    {
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = "agentbus-completions" };
    }

    public void Start() => _thread.Start();

    /// <summary>Takes a chain of works over.</summary>
    public void Post(IWriteWork first, IWriteWork last)
    {
        lock (_gate)
        {
            if (_last is null)
            {
                _first = first;
                Monitor.Pulse(_gate);
            }
            else
            {
                _last.Next = first;
            }

            _last = last;
        }
    }

    /// <summary>Completes what was posted, then ends.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
    }

    private void Run()
    {
        while (TakeAll() is { } work)
        {
            for (IWriteWork? current = work; current is not null;)
            {
                // Read first: a continuation may let go of the work, and keeping the chain would keep all of it alive.
                var next = current.Next;
                current.Next = null;
                Complete(current);
                current = next;
            }
        }
    }

    private IWriteWork? TakeAll()
    {
        lock (_gate)
        {
            while (_first is null && !_closed)
            {
                Monitor.Wait(_gate);
            }

            var work = _first;
            _first = _last = null;
            return work;
        }
    }

    private void Complete(IWriteWork work)
    {
        try
        {
            work.Complete();
        }
        catch (Exception fault)
        {
            ContinuationFailed(_logger, fault);
        }
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Error, Message = "A caller's continuation of a storage write failed; the write itself stands")]
    private static partial void ContinuationFailed(ILogger logger, Exception fault);
}
