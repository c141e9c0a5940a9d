using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace AgentBus.Storage;

/// <summary>
/// The ledgers in a SQLite database of the bus, read and never written: a copy, or the file of a silo that runs. Neither the rest of the data directory
/// nor its lock is needed. Thread-safe; dispose it.
/// </summary>
public sealed class SqliteLedgerFile : IDisposable
{
    private const int Readers = 2;

    private readonly ReaderPool _readers;

    private SqliteLedgerFile(ReaderPool readers)
    {
        _readers = readers;
        Ledgers = new SqliteLedgerReader(readers);
    }

    /// <summary>The ledgers.</summary>
    public ILedgerReader Ledgers { get; }

    /// <summary>The messages of a tenant behind a row, in the order of their commits, at most so many; also those that no ledger has yet.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public Task<IReadOnlyList<StoredContent>> ReadContentsAsync(string tenant, long afterRow, int max, CancellationToken cancellationToken) =>
        _readers.ReadAsync(session => ContentReader.Read(session, tenant, afterRow, max), cancellationToken);

    /// <summary>The last row of evidence that is in the tenant's ledger.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public Task<long> FindTakenThroughAsync(string tenant, CancellationToken cancellationToken) =>
        _readers.ReadAsync(session => ContentReader.TakenThrough(session, tenant), cancellationToken);

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It is not there, or no database of the bus.</exception>
    public static SqliteLedgerFile Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file {path}.", path);
        }

        try
        {
            using (var first = OpenReader(path))
            {
                if (first.Scalar("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'ledger'") == 0)
                {
                    throw new IOException($"{path} has no ledger: it is no database of this bus, or of a version before ledgers.");
                }
            }

            return new SqliteLedgerFile(new ReaderPool(() => OpenReader(path), Readers));
        }
        catch (SqliteException fault)
        {
            throw new IOException($"{path} cannot be read as a database: {fault.Message}", fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _readers.Dispose();

    private static SqliteSession OpenReader(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Address(path), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return new SqliteSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Without a log beside it nobody writes to the file, and it can lie where nothing may be written (https://www.sqlite.org/uri.html).</summary>
    private static string Address(string path)
    {
        var full = Path.GetFullPath(path);
        return $"{new Uri(full).AbsoluteUri}{(File.Exists(full + "-wal") ? "" : "?immutable=1")}";
    }
}
