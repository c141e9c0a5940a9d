namespace AgentBus.Storage.Sqlite;

/// <summary>Lets several reads of a reader see the same commits.</summary>
internal readonly ref struct ReadMoment
{
    private readonly SqliteSession _session;

    public ReadMoment(SqliteSession session)
    {
        _session = session;
        session.Prepare("BEGIN").Run();
    }

    public void Dispose()
    {
        if (_session.InTransaction)
        {
            _session.Prepare("COMMIT").Run();
        }
    }
}
