using System.Collections.Concurrent;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// Flushes the connections that have something to send. Whoever appends only lists the connection; one work item goes through the list, so
/// that receipt and delivery of one commit leave together, and the thread that completes commits is not held up by sockets. Thread-safe.
/// </summary>
internal sealed class FlushQueue : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<SendQueue> _listed = new();
    private int _isScheduled;

    /// <summary>Has the connection flushed soon.</summary>
    public void Add(SendQueue queue)
    {
        _listed.Enqueue(queue);
        Schedule();
    }

    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            while (_listed.TryDequeue(out var queue))
            {
                queue.Flush();
            }

            // A full fence: what is listed after this schedules anew, what was listed before is seen below.
            Interlocked.Exchange(ref _isScheduled, 0);
        }
        while (!_listed.IsEmpty && Interlocked.CompareExchange(ref _isScheduled, 1, 0) == 0);
    }

    private void Schedule()
    {
        if (Interlocked.CompareExchange(ref _isScheduled, 1, 0) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
