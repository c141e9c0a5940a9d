using System.Globalization;

namespace AgentBus.Storage.Sqlite;

/// <summary>ETags of grain state and reminders: numbers of one counter in the database.</summary>
internal static class ETags
{
    /// <summary>A number that was never given before; within the writer's transaction.</summary>
    public static long Next(SqliteSession session)
    {
        using var rows = session.Prepare("UPDATE journal_mark SET value = value + 1 WHERE name = 'etag' RETURNING value").Query();
        rows.Next();
        var etag = rows.Int64(0);

        // A statement that returns rows has changed them only once it ran to its end.
        rows.Next();
        return etag;
    }

    public static string Text(long etag) => etag.ToString(CultureInfo.InvariantCulture);

    /// <summary>0 for none and for what is not an ETag of ours: no row has it.</summary>
    public static long Parse(string? etag) =>
        long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
