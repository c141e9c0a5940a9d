using Microsoft.Data.Sqlite;

namespace AgentBus.Load.Processes;

/// <summary>Counts what the journal of a running silo holds, beside it and without writing.</summary>
internal sealed class JournalFile(string path)
{
    private long _lastRow;

    /// <summary>Rows since the last count.</summary>
    public long CountNew()
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*), max(row_id) FROM message WHERE row_id > $after";
        command.Parameters.AddWithValue("$after", _lastRow);
        using var reader = command.ExecuteReader();
        reader.Read();
        var rows = reader.GetInt64(0);
        _lastRow = reader.IsDBNull(1) ? _lastRow : reader.GetInt64(1);
        return rows;
    }
}
