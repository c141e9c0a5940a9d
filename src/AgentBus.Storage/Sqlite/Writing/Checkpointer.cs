using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace AgentBus.Storage.Sqlite;

/// <summary>
/// Copies the write-ahead log into the database beside the traffic, on a thread and a connection of its own. SQLite 3.35.5 can lose data
/// when a checkpoint begins right after another while a commit resets the log (the WAL-reset bug, 3.7.0 to 3.51.2), so:
/// a checkpoint begins only after a commit that ended after the previous checkpoint did, and a RESTART runs on the writer's thread
/// between two groups, where no commit can be under way. RESTART is needed since under load PASSIVE never lets the log begin again.
/// </summary>
internal sealed partial class Checkpointer : IDisposable
{
    // Heads and the page at the end of each table that a commit writes whatever it stores.
    private const int BytesPerCommit = 3 * SqliteFile.PageSize;

    private const int HardLimitFactor = 4;

    private readonly object _gate = new();
    private readonly SqliteSession _session;
    private readonly GroupWriter _writer;
    private readonly SqliteStorageOptions _options;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private long _bytes;
    private bool _committedSince;
    private bool _stopping;

    public Checkpointer(SqliteSession session, GroupWriter writer, SqliteStorageOptions options, ILogger logger)
    {
        _session = session;
        _writer = writer;
        _options = options;
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = "agentbus-sqlite-checkpoint" };
        writer.OnCommitted = Committed;
    }

    public void Start() => _thread.Start();

    /// <summary>Ends after the checkpoint at hand. The writer must still run.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
    }

    /// <summary>Empties the log into the database. Only once the writer has ended.</summary>
    public void Truncate() => Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE);

    public void Dispose() => _session.Dispose();

    private void Committed(long bytes)
    {
        lock (_gate)
        {
            _bytes += bytes + BytesPerCommit;
            _committedSince = true;
            if (_bytes >= _options.CheckpointBytes)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    private void Run()
    {
        while (WaitUntilDue())
        {
            var (logBytes, uncopiedBytes) = Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);
            Ended();
            if (IsRestartDue(logBytes, uncopiedBytes))
            {
                RestartLog();
                Ended();
            }
        }
    }

    private bool WaitUntilDue()
    {
        lock (_gate)
        {
            while (!_stopping && !(_committedSince && _bytes >= _options.CheckpointBytes))
            {
                Monitor.Wait(_gate);
            }

            _bytes = 0;
            return !_stopping;
        }
    }

    private void Ended()
    {
        lock (_gate)
        {
            _committedSince = false;
        }
    }

    // The restart copies the rest while commits wait, so it waits itself until the rest is small: the next PASSIVE begins at once and copies
    // what was written during this one. Where the disk cannot keep up, it is the restart that slows the writer down.
    private bool IsRestartDue(long logBytes, long uncopiedBytes) =>
        logBytes >= _options.WalLimitBytes
        && (uncopiedBytes <= _options.CheckpointBytes || logBytes >= HardLimitFactor * _options.WalLimitBytes);

    private void RestartLog()
    {
        using var done = new ManualResetEventSlim();
        _writer.RunBetweenGroups(() =>
        {
            Checkpoint(raw.SQLITE_CHECKPOINT_RESTART);
            done.Set();
        });
        done.Wait();
    }

    // A checkpoint that cannot run now (a reader in the way, a full disk) runs at the next occasion.
    private (long LogBytes, long UncopiedBytes) Checkpoint(int mode)
    {
        var result = raw.sqlite3_wal_checkpoint_v2(_session.Handle, "main", mode, out var frames, out var copied);
        if (result is not (raw.SQLITE_OK or raw.SQLITE_BUSY))
        {
            CheckpointFailed(_logger, raw.sqlite3_errmsg(_session.Handle).utf8_to_string());
        }

        CheckpointRan(_logger, mode, frames, copied);
        return ((long)frames * SqliteFile.PageSize, (long)(frames - copied) * SqliteFile.PageSize);
    }

    [LoggerMessage(EventId = 3111, Level = LogLevel.Warning, Message = "A checkpoint failed, and the next one tries again: {Reason}")]
    private static partial void CheckpointFailed(ILogger logger, string reason);

    [LoggerMessage(EventId = 3112, Level = LogLevel.Debug, Message = "Checkpoint of mode {Mode}: {Frames} pages in the log, {Copied} of them copied")]
    private static partial void CheckpointRan(ILogger logger, int mode, int frames, int copied);
}
