using Microsoft.Data.Sqlite;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>What the store of a silo says of inboxes and work queues, read beside it.</summary>
internal static class QueueBooks
{
    /// <summary>Messages of inboxes and of the work queue "tasks" that are not settled.</summary>
    public static long Unsettled(string file) => Read(file, """
        SELECT coalesce(sum(c.last_sequence - coalesce(m.settled_through, 0) - (
            SELECT count(*) FROM queue_item i
            WHERE i.channel_no = c.channel_no AND i.attempts IS NULL AND i.sequence > coalesce(m.settled_through, 0))), 0)
        FROM channel c LEFT JOIN queue_mark m ON m.channel_no = c.channel_no
        WHERE c.room = 'sys-inbox' OR c.channel = 'tasks'
        """, reader => reader.GetInt64(0)).Single();

    /// <summary>The reasons of the dead letters.</summary>
    public static IReadOnlyList<string> DeadLetters(string file) => Read(file, "SELECT reason FROM dead_letter", reader => reader.GetString(0));

    private static List<T> Read<T>(string file, string query, Func<SqliteDataReader, T> row)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}
