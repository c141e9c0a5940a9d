using Microsoft.Extensions.Logging;

namespace AgentBus.Storage.Sqlite;

/// <summary>
/// The open database of a silo: its lock, its one writer, its readers, and what works beside them. Opened whole, stopped whole.
/// </summary>
internal sealed class SqliteStore : IAsyncDisposable, IDisposable
{
    private readonly DataDirectoryLock _lock;
    private readonly SqliteSession _writing;
    private readonly Checkpointer _checkpointer;
    private readonly Indexer _indexer;
    private readonly HealthProbe _probe;
    private int _stopped;

    private SqliteStore(SqliteStorageOptions options, TimeProvider time, ILogger logger, DataDirectoryLock held, SqliteFile file, SqliteSession writing)
    {
        _lock = held;
        _writing = writing;
        var tables = new IndexTables(writing);
        tables.RemoveUnfinished();
        Tail = new TailIndex(options.IndexBatch);
        Rows = new RowLocator(Tail);
        Journal = new JournalWriter(writing, Tail);
        Trimmer = Journal.Trimmer(Rows);
        Writer = new GroupWriter(writing, options, logger, Journal.Parts);
        _indexer = new Indexer(Tail, tables, Writer, options, time, logger);
        TailRecovery.Run(writing, Tail, tables.IndexedThrough);
        Readers = new ReaderPool(file.OpenReader, options.Readers);
        _checkpointer = new Checkpointer(file.OpenWriter(), Writer, options, logger);
        Writer.Start();
        _checkpointer.Start();
        _indexer.Start();
        _probe = new HealthProbe(Writer, writing, options, time);
    }

    public GroupWriter Writer { get; }

    public ReaderPool Readers { get; }

    public JournalWriter Journal { get; }

    public TailIndex Tail { get; }

    public RowLocator Rows { get; }

    public ChannelTrimmer Trimmer { get; }

    /// <summary>Opens the file, alone, with its schema.</summary>
    /// <exception cref="IOException">Another silo has it.</exception>
    /// <exception cref="InvalidOperationException">The schema is not one that this product can work with.</exception>
    public static SqliteStore Open(SqliteStorageOptions options, TimeProvider time, ILogger logger)
    {
        var file = new SqliteFile(options);
        PrivateDirectory.Ready(Path.GetDirectoryName(file.Path)!, logger);
        var held = DataDirectoryLock.Take(file.Path);
        SqliteSession? writing = null;
        try
        {
            writing = file.OpenWriter();
            SqliteSchema.Prepare(writing, options.ApplySchema);
            return new SqliteStore(options, time, logger, held, file, writing);
        }
        catch
        {
            writing?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Does a change in the writer's transaction; it is durable when the task completes.</summary>
    /// <exception cref="IOException">The store cannot write; nothing was changed.</exception>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> change, int bytes = 512)
    {
        var work = new CommandWork<T>(() => change(_writing), bytes: bytes);
        Writer.Submit(work);
        return work.Task;
    }

    /// <summary>A work that gathers positions until the writer takes it.</summary>
    public PositionWork NewPositionWork(Action<PositionWork> taken) => new(_writing, new PositionNotes(), taken);

    /// <summary>Changes the bound of <see cref="SqliteStorageOptions.MaxFileBytes"/> while running.</summary>
    public Task LimitSizeAsync(long bytes)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Writer.RunBetweenGroups(() =>
        {
            SqliteFile.LimitSize(_writing, bytes);
            done.SetResult();
        });
        return done.Task;
    }

    /// <summary>Commits what was submitted, completes it, and leaves a database without a log. Later writes fail.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        // An append's continuation runs on the completion worker, which the stop waits for.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        _probe.Dispose();
        await _indexer.StopAsync();
        _checkpointer.Stop();
        Writer.Stop();
        Readers.Dispose();
        _checkpointer.Truncate();
        _checkpointer.Dispose();
        _writing.Dispose();
        _indexer.Dispose();
        _lock.Dispose();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
