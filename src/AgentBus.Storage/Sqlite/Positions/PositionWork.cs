namespace AgentBus.Storage.Sqlite;

/// <summary>All positions noted between two commits, by whomever. All who noted one wait for the same task.</summary>
internal sealed class PositionWork(SqliteSession session, PositionNotes notes, Action<PositionWork> taken)
    : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously), IWriteWork
{
    private bool _isStored;

    public IWriteWork? Next { get; set; }

    public PositionNotes Notes => notes;

    // It may still grow when a group is cut; a row of it is small.
    public int Rows => 1;

    public int Bytes => 512;

    public void Apply()
    {
        taken(this);
        notes.Write(session);
        _isStored = true;
    }

    public void Fail(Exception reason)
    {
        taken(this);
        _isStored = false;
    }

    public void Complete() => TrySetResult(_isStored);
}
