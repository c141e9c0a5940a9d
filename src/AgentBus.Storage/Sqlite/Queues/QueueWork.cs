using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Sqlite;

/// <summary>A change of a queue on its way. Completes as an append does.</summary>
internal sealed class QueueWork(JournalWriter writer, QueueChange change) : TaskCompletionSource<AppendOutcome>, IWriteWork
{
    // Columns beside the blobs.
    private const int RowOverhead = 64;

    private AppendOutcome _outcome;

    public IWriteWork? Next { get; set; }

    public int Rows { get; } = 1 + change.Settled.Count + change.Attempts.Count + change.DeadLetters.Count + change.Evidence.Count;

    public int Bytes { get; } = (int)Math.Min(
        int.MaxValue,
        change.DeadLetters.Sum(static letter => (long)letter.Envelope.Length + letter.Stamp.Length + RowOverhead)
        + change.Evidence.Sum(static row => (long)row.Body.Length + RowOverhead)
        + ((change.Settled.Count + change.Attempts.Count) * RowOverhead));

    public void Apply() => _outcome = writer.Settle(change);

    public void Fail(Exception reason) => _outcome = AppendOutcome.Unavailable;

    public void Complete() => TrySetResult(_outcome);
}
