using Microsoft.Data.Sqlite;

namespace AgentBus.Load.Processes;

/// <summary>Counts what the journal of a running silo holds, beside it and without writing.</summary>
internal sealed class JournalFile(string path)
{
    private long _lastRow;

    /// <summary>Rows since the last count.</summary>
    public long CountNew()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*), max(row_id) FROM message WHERE row_id > $after";
        command.Parameters.AddWithValue("$after", _lastRow);
        using var reader = command.ExecuteReader();
        reader.Read();
        var rows = reader.GetInt64(0);
        _lastRow = reader.IsDBNull(1) ? _lastRow : reader.GetInt64(1);
        return rows;
    }

    /// <summary>Messages of inboxes and work queues that nobody has acknowledged.</summary>
    public long CountUnsettled() => Count("""
        SELECT coalesce(sum(c.last_sequence - coalesce(m.settled_through, 0) - (
            SELECT count(*) FROM queue_item i
            WHERE i.channel_no = c.channel_no AND i.attempts IS NULL AND i.sequence > coalesce(m.settled_through, 0))), 0)
        FROM channel c LEFT JOIN queue_mark m ON m.channel_no = c.channel_no
        WHERE c.room = 'sys-inbox' OR c.channel LIKE 'queue-%'
        """);

    public long CountDeadLetters() => Count("SELECT count(*) FROM dead_letter");

    private long Count(string query)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return (long)command.ExecuteScalar()!;
    }

    private SqliteConnection Open()
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
