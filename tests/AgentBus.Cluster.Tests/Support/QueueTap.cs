using System.Collections.Concurrent;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>The real store of queues, which tests can make fail by queue.</summary>
internal sealed class QueueTap(IQueueStore store) : IQueueStore
{
    private readonly ConcurrentDictionary<ChannelKey, bool> _failing = new();
    private readonly ConcurrentDictionary<ChannelKey, Task<AppendOutcome>> _held = new();

    /// <summary>Every change that was asked for.</summary>
    public ConcurrentQueue<QueueChange> Changes { get; } = new();

    /// <summary>The queues that were opened.</summary>
    public ConcurrentDictionary<ChannelKey, bool> Opened { get; } = new();

    /// <summary>Makes changes of the queue fail, or not any more.</summary>
    public void Fail(ChannelKey queue, bool fails) => _failing[queue] = fails;

    /// <summary>The next change of the queue is answered with this, and never reaches the store.</summary>
    public void Answer(ChannelKey queue, Task<AppendOutcome> answer) => _held[queue] = answer;

    public Task<QueueMarks> LoadAsync(ChannelKey queue, ulong epoch, CancellationToken cancellationToken)
    {
        Opened[queue] = true;
        return store.LoadAsync(queue, epoch, cancellationToken);
    }

    public Task<bool> HasUnsettledAsync(ChannelKey queue) => store.HasUnsettledAsync(queue);

    public Task<AppendOutcome> SettleAsync(QueueChange change)
    {
        Changes.Enqueue(change);
        if (_held.TryRemove(change.Queue, out var answer))
        {
            return answer;
        }

        return _failing.GetValueOrDefault(change.Queue) ? Task.FromResult(AppendOutcome.Unavailable) : store.SettleAsync(change);
    }
}
