namespace AgentBus.Storage.Sqlite;

/// <summary>Entries of the open transaction; readers see them once it is committed.</summary>
internal sealed class PendingTail(TailIndex tail) : ITransactionPart
{
    private readonly List<TailEntry> _entries = [];

    public void Add(TailEntry entry) => _entries.Add(entry);

    public bool BeforeCommit() => true;

    public void Committed()
    {
        tail.Add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_entries));
        _entries.Clear();
    }

    public void RolledBack() => _entries.Clear();
}
