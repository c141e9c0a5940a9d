using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Sqlite;

/// <summary>A trim on its way.</summary>
internal sealed class TrimWork(ChannelTrimmer trimmer, ChannelTrim trim)
    : TaskCompletionSource<TrimResult>(TaskCreationOptions.RunContinuationsAsynchronously), IWriteWork
{
    private static readonly TrimResult Unavailable = new(AppendOutcome.Unavailable, 0, 0, 0);

    private TrimResult _result = Unavailable;

    public IWriteWork? Next { get; set; }

    public int Rows => trim.MaxMessages;

    public int Bytes => trim.MaxMessages * 128;

    public void Apply() => _result = trimmer.Trim(trim);

    public void Fail(Exception reason) => _result = Unavailable;

    public void Complete() => TrySetResult(_result);
}
