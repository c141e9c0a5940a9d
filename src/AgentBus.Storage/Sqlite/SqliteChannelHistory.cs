using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>The history of channels in SQLite.</summary>
internal sealed class SqliteChannelHistory(SqliteStore store) : IChannelHistory
{
    private readonly HistoryReader _reader = new(store.Rows);

    public Task<long> FindAsync(ChannelKey channel, ulong epoch, DateTimeOffset since, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync(session => _reader.Find(session, channel, epoch, Micros.From(since)), cancellationToken);

    public Task<long> MeasureAsync(ChannelKey channel, ulong epoch, long throughSequence, CancellationToken cancellationToken) =>
        store.Readers.ReadAsync(session => _reader.Measure(session, channel, epoch, throughSequence), cancellationToken);

    public Task<TrimResult> TrimAsync(ChannelTrim trim)
    {
        var work = new TrimWork(store.Trimmer, trim);
        store.Writer.Submit(work);
        return work.Task;
    }
}
