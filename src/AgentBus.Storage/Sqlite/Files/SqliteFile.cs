using Microsoft.Data.Sqlite;

namespace AgentBus.Storage.Sqlite;

/// <summary>Opens connections to the database file with the settings that all of them share.</summary>
internal sealed class SqliteFile(SqliteStorageOptions options)
{
    /// <summary>
    /// With rows of about 1 KiB in groups of 30 to 1,000, pages of 8 KiB took 15 to 40 % less time a row than pages of 4 KiB; 16 KiB
    /// gained nothing and doubled what a lone message writes.
    /// </summary>
    public const int PageSize = 8192;

    // Covers what the lock does not: a tool such as sqlite3 that holds the file for a moment.
    private const int BusyMilliseconds = 1000;

    static SqliteFile() => SQLitePCL.Batteries_V2.Init();

    public string Path { get; } = options.FilePath;

    /// <summary>A connection that may write; it never checkpoints by itself.</summary>
    public SqliteSession OpenWriter()
    {
        var session = Open();
        session.Execute($"PRAGMA page_size = {PageSize}");
        session.Execute("PRAGMA journal_mode = WAL");
        session.Execute($"PRAGMA synchronous = {(options.Synchronous == SqliteSynchronous.Full ? "FULL" : "NORMAL")}");
        session.Execute("PRAGMA wal_autocheckpoint = 0");
        session.Execute("PRAGMA cache_size = -16384");
        LimitSize(session, options.MaxFileBytes);
        return session;
    }

    /// <summary>A connection that cannot write.</summary>
    public SqliteSession OpenReader()
    {
        var session = Open();
        session.Execute("PRAGMA query_only = 1");
        session.Execute("PRAGMA cache_size = -8192");
        return session;
    }

    /// <summary>Bounds the file for a connection; 0 lifts the bound.</summary>
    public static void LimitSize(SqliteSession session, long bytes) =>
        session.Execute($"PRAGMA max_page_count = {(bytes == 0 ? int.MaxValue - 1 : bytes / PageSize)}");

    private SqliteSession Open()
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false, Mode = SqliteOpenMode.ReadWriteCreate }.ToString());
        try
        {
            connection.Open();
            var session = new SqliteSession(connection);
            session.Execute($"PRAGMA busy_timeout = {BusyMilliseconds}");
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
