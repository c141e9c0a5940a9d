using System.Collections.Concurrent;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>The real store of queues, which tests can make fail by queue.</summary>
internal sealed class QueueTap(IQueueStore store) : IQueueStore
{
    private readonly ConcurrentDictionary<ChannelKey, bool> _failing = new();

    /// <summary>Every change that was asked for.</summary>
    public ConcurrentQueue<QueueChange> Changes { get; } = new();

    /// <summary>The queues that were opened.</summary>
    public ConcurrentDictionary<ChannelKey, bool> Opened { get; } = new();

    /// <summary>Makes changes of the queue fail, or not any more.</summary>
    public void Fail(ChannelKey queue, bool fails) => _failing[queue] = fails;

    public Task<QueueMarks> LoadAsync(ChannelKey queue, ulong epoch, CancellationToken cancellationToken)
    {
        Opened[queue] = true;
        return store.LoadAsync(queue, epoch, cancellationToken);
    }

    public Task<bool> HasUnsettledAsync(ChannelKey queue) => store.HasUnsettledAsync(queue);

    public Task<AppendOutcome> SettleAsync(QueueChange change)
    {
        Changes.Enqueue(change);
        return _failing.GetValueOrDefault(change.Queue) ? Task.FromResult(AppendOutcome.Unavailable) : store.SettleAsync(change);
    }
}
