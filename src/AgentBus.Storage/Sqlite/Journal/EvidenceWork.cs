using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Sqlite;

/// <summary>Evidence on its way. Completes as an append does.</summary>
internal sealed class EvidenceWork(JournalWriter writer, IReadOnlyList<EvidenceRow> evidence)
    : TaskCompletionSource<AppendOutcome>, IWriteWork
{
    private AppendOutcome _outcome;

    public IWriteWork? Next { get; set; }

    public int Rows => evidence.Count;

    public int Bytes { get; } = evidence.Sum(row => row.Body.Length + row.Subject.Length + 64);

    public void Apply()
    {
        foreach (var row in evidence)
        {
            writer.Append(row);
        }

        _outcome = AppendOutcome.Committed;
    }

    public void Fail(Exception reason) => _outcome = AppendOutcome.Unavailable;

    public void Complete() => TrySetResult(_outcome);
}
