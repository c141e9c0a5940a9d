using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>What is settled of the queues whose messages the journal holds. Thread-safe.</summary>
public interface IQueueStore
{
    /// <summary>What was settled when the queue was opened in the journal.</summary>
    Task<QueueMarks> LoadAsync(ChannelKey queue, ulong epoch, CancellationToken cancellationToken);

    /// <summary>
    /// Notes what became of messages in one transaction, dead letters and evidence included: a message is settled or dead, never both.
    /// In order with the appends of the journal; fenced by the queue's term, as they are.
    /// </summary>
    Task<AppendOutcome> SettleAsync(QueueChange change);
}
