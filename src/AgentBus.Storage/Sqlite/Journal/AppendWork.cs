using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Sqlite;

/// <summary>
/// An append on its way. It is its own completion source, and continuations run inline on the completion worker on purpose: one hop for
/// a whole group, in journal order.
/// </summary>
internal sealed class AppendWork : TaskCompletionSource<AppendOutcome>, IWriteWork
{
    // Columns beside the blobs.
    private const int RowOverhead = 128;

    private readonly JournalWriter _writer;
    private readonly ChannelAppend _append;
    private AppendOutcome _outcome;

    public AppendWork(JournalWriter writer, ChannelAppend append)
    {
        _writer = writer;
        _append = append;
        long bytes = 0;
        foreach (var message in append.Messages)
        {
            bytes += message.Envelope.Length + message.Stamp.Length + message.Evidence.Length + RowOverhead;
        }

        Bytes = (int)Math.Min(bytes, int.MaxValue);
    }

    public IWriteWork? Next { get; set; }

    public int Rows => _append.Messages.Count;

    public int Bytes { get; }

    public void Apply() => _outcome = _writer.Append(_append);

    public void Fail(Exception reason)
    {
        _outcome = AppendOutcome.Unavailable;
        _writer.Failed(_append);
    }

    public void Complete() => TrySetResult(_outcome);
}
