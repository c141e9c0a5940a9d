using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>What is settled of the queues whose messages the journal holds. Thread-safe.</summary>
public interface IQueueStore
{
    /// <summary>What was settled when the queue was opened in the journal.</summary>
    Task<QueueMarks> LoadAsync(ChannelKey queue, ulong epoch, CancellationToken cancellationToken);

    /// <summary>
    /// Whether there may be messages in the queue that are not settled. What was committed before the call counts; false is certain, true may
    /// be said of one whose messages were settled out of order.
    /// </summary>
    Task<bool> HasUnsettledAsync(ChannelKey queue);

    /// <summary>
    /// Notes what became of messages in one transaction, dead letters and evidence included: a message is settled or dead, never both.
    /// In order with the appends of the journal; fenced by the queue's term, as they are.
    /// </summary>
    Task<AppendOutcome> SettleAsync(QueueChange change);
}
