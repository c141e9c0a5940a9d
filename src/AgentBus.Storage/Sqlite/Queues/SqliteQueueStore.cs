using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>What is settled of queues, beside the journal and in its commits.</summary>
internal sealed class SqliteQueueStore(SqliteStore store) : IQueueStore
{
    public Task<QueueMarks> LoadAsync(ChannelKey queue, ulong epoch, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync(session => QueueMarkReader.Read(session, queue, epoch), cancellationToken);

    public Task<bool> HasUnsettledAsync(ChannelKey queue) =>
        store.Readers.ReadAsync(session => QueueMarkReader.HasUnsettled(session, queue), CancellationToken.None);

    public Task<AppendOutcome> SettleAsync(QueueChange change)
    {
        DeadLetterTable.Check(change.DeadLetters, change.Evidence);
        var work = new QueueWork(store.Journal, change);
        store.Writer.Submit(work);
        return work.Task;
    }
}
