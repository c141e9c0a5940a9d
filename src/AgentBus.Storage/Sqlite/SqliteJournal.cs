using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>The journal in SQLite.</summary>
internal sealed class SqliteJournal(SqliteStore store) : IJournal
{
    private readonly ChannelReader _channels = new(store.Rows);
    private readonly DeliveredKeyReader _keys = new(store.Tail);

    public bool IsHealthy => store.Writer.IsHealthy;

    public Task<ChannelHead> OpenChannelAsync(ChannelKey channel, CancellationToken cancellationToken) =>
        store.WriteAsync(_ => store.Journal.Open(channel)).WaitAsync(cancellationToken);

    public Task<AppendOutcome> AppendAsync(ChannelAppend append)
    {
        if (append.Messages.Count == 0)
        {
            throw new ArgumentException("An append has at least one message.", nameof(append));
        }

        var work = new AppendWork(store.Journal, append);
        store.Writer.Submit(work);
        return work.Task;
    }

    public Task<AppendOutcome> AppendEvidenceAsync(IReadOnlyList<EvidenceRow> rows)
    {
        var work = new EvidenceWork(store.Journal, rows);
        store.Writer.Submit(work);
        return work.Task;
    }

    public Task<IReadOnlyList<ChannelMessage>> ReadAsync(
        ChannelKey channel, ulong epoch, long afterSequence, int maxMessages, int maxBytes, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync(
            session => _channels.Read(session, channel, epoch, afterSequence, maxMessages, maxBytes), cancellationToken);

    public Task<IReadOnlyList<DeliveredKey>> ReadDeliveredKeysAsync(
        AgentKey sender, DateTimeOffset since, int max, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync(session => _keys.ReadNewest(session, sender, since, max), cancellationToken);

    public Task<DeliveredKey?> FindDeliveredKeyAsync(
        AgentKey sender, string idempotencyKey, DateTimeOffset since, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync(session => _keys.Find(session, sender, idempotencyKey, since), cancellationToken);
}
