using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AgentBus.Storage.Sqlite;

/// <summary>Tells a store that cannot write from a write that cannot be done.</summary>
internal static class StoreFaults
{
    /// <summary>
    /// Whether the fault would meet any other write too: a full disk, an I/O error, a damaged file. Of SQLite's codes those that speak of one
    /// statement and its values do not (https://www.sqlite.org/rescode.html); a code that is not known counts as the store's.
    /// </summary>
    public static bool Include(Exception fault) => fault switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode
            is not (raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE or raw.SQLITE_ERROR),
        IOException or OutOfMemoryException => true,
        _ => false,
    };
}
