namespace AgentBus.Storage;

/// <summary>How the SQLite store of a silo works. Checked at start; a value out of range ends the start with a message that names it.</summary>
public sealed class SqliteStorageOptions
{
    /// <summary>The directory that holds the database; made where missing, for its user only. Relative to the working directory. Default "data".</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>The database's file name within the directory. Default "agentbus.db".</summary>
    public string FileName { get; set; } = "agentbus.db";

    /// <summary>What a receipt survives. Default <see cref="SqliteSynchronous.Full"/>.</summary>
    public SqliteSynchronous Synchronous { get; set; } = SqliteSynchronous.Full;

    /// <summary>Whether the schema is applied at start. Off: the schema must be there already. Default true.</summary>
    public bool ApplySchema { get; set; } = true;

    /// <summary>The most messages of one commit, 1 to 100,000; a larger batch of one caller still goes in one. Default 2,048.</summary>
    public int GroupMessages { get; set; } = 2048;

    /// <summary>The most bytes of one commit, from 64 KiB; a larger batch of one caller still goes in one. Default 8 MiB.</summary>
    public int GroupBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>
    /// How many messages are indexed together, 1 to 1,000,000. Up to twice as many are indexed in memory, and read again at start.
    /// Default 8,192.
    /// </summary>
    public int IndexBatch { get; set; } = 8192;

    /// <summary>How long idempotency keys can be found, from 1 s; the index of older ones is removed 5 minutes later. Default 10 minutes.</summary>
    public TimeSpan IdempotencyWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many connections read at the same time, 1 to 64. Default 2.</summary>
    public int Readers { get; set; } = 2;

    /// <summary>Bytes written after which a checkpoint begins beside the traffic, from 64 KiB. Default 4 MiB.</summary>
    public long CheckpointBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// Size of the write-ahead log at which it begins again, at least <see cref="CheckpointBytes"/>. Commits wait meanwhile: shortly where the
    /// disk keeps up, and from four times the size on for as long as it takes. The file itself does not shrink before the stop. Default 64 MiB.
    /// </summary>
    public long WalLimitBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The most bytes that the database file may grow to, from 1 MiB; then the store cannot write. 0, the default: no bound.</summary>
    public long MaxFileBytes { get; set; }

    /// <summary>How often a store that could not write tries whether it can again, from 10 ms. Default 1 s.</summary>
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(1);

    internal string FilePath => Path.GetFullPath(Path.Combine(DataDirectory, FileName));
}
