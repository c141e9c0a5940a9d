namespace AgentBus.Storage.Sqlite;

/// <summary>While the store cannot write, tries again now and then, so that health comes back without traffic.</summary>
internal sealed class HealthProbe : IDisposable
{
    // Enough to need new pages in the file: rewriting a page would succeed on a full disk.
    private const int ProbeBytes = 64 * 1024;

    private readonly GroupWriter _writer;
    private readonly SqliteSession _session;
    private readonly ITimer _timer;

    public HealthProbe(GroupWriter writer, SqliteSession session, SqliteStorageOptions options, TimeProvider time)
    {
        _writer = writer;
        _session = session;
        _timer = time.CreateTimer(_ => Tick(), null, options.ProbeInterval, options.ProbeInterval);
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        if (_writer.IsHealthy)
        {
            return;
        }

        // Two transactions: pages that are taken and freed in one are never written.
        Submit($"INSERT OR REPLACE INTO probe (id, filler) VALUES (1, zeroblob({ProbeBytes}))");
        Submit("DELETE FROM probe");
    }

    private void Submit(string sql) => _writer.Submit(new CommandWork<bool>(() =>
    {
        _session.Prepare(sql).Run();
        return true;
    }));
}
