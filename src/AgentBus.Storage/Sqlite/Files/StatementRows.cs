using System.Text;
using SQLitePCL;

namespace AgentBus.Storage.Sqlite;

/// <summary>The rows of a running query.</summary>
internal readonly ref struct StatementRows(Statement statement, sqlite3_stmt handle)
{
    public bool Next() => statement.Step();

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    // Through the bytes: reading text as text ends at a NUL character.
    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    public byte[] Blob(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    /// <summary>Valid until the next row.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public void Dispose() => raw.sqlite3_reset(handle);
}
