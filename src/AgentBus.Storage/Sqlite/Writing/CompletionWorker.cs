using Microsoft.Extensions.Logging;

namespace AgentBus.Storage.Sqlite;

/// <summary>
/// Completes works in commit order, one at a time, while the writer is at the next group. It is a single work item of the thread pool:
/// what continuations queue stays on the thread that runs them, and at rest it costs nothing.
/// </summary>
internal sealed partial class CompletionWorker(ILogger logger) : IThreadPoolWorkItem
{
    private readonly object _gate = new();
    private IWriteWork? _first;
    private IWriteWork? _last;
    private bool _running;

    /// <summary>Takes a chain of works over.</summary>
    public void Post(IWriteWork first, IWriteWork last)
    {
        lock (_gate)
        {
            if (_last is null)
            {
                _first = first;
            }
            else
            {
                _last.Next = first;
            }

            _last = last;
            if (_running)
            {
                return;
            }

            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Returns when everything posted before is completed.</summary>
    public void Drain()
    {
        lock (_gate)
        {
            while (_running)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (true)
        {
            IWriteWork? work;
            lock (_gate)
            {
                work = _first;
                _first = _last = null;
                if (work is null)
                {
                    _running = false;
                    Monitor.PulseAll(_gate);
                    return;
                }
            }

            while (work is not null)
            {
                // Read first: a continuation may let go of the work, and keeping the chain would keep all of it alive.
                var next = work.Next;
                work.Next = null;
                Complete(work);
                work = next;
            }
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
            ContinuationFailed(logger, fault);
        }
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Error, Message = "A caller's continuation of a storage write failed")]
    private static partial void ContinuationFailed(ILogger logger, Exception fault);
}
