using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>
/// What the journal holds, read beside the silo in commit order. Every row that was ever seen must stay, every channel must count
/// 1, 2, 3 without a hole, and no message may come twice.
/// </summary>
internal sealed class JournalBooks(string databaseFile)
{
    private readonly Dictionary<string, (string Channel, long Sequence)> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _lastSequences = new(StringComparer.Ordinal);
    private long _lastRow;

    public IReadOnlyDictionary<string, (string Channel, long Sequence)> Messages => _messages;

    public IReadOnlyDictionary<string, long> LastSequences => _lastSequences;

    /// <summary>Reads what was added since the last time.</summary>
    public void ReadOn()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT m.row_id, c.channel, m.sequence, m.message_id FROM message m JOIN channel c ON c.channel_no = m.channel_no WHERE m.row_id > $after ORDER BY m.row_id";
        command.Parameters.AddWithValue("$after", _lastRow);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            _lastRow = reader.GetInt64(0);
            var (channel, sequence, message) = (reader.GetString(1), reader.GetInt64(2), reader.GetString(3));
            sequence.ShouldBe(_lastSequences.GetValueOrDefault(channel) + 1, $"row {_lastRow} of {channel} leaves a hole or repeats");
            _lastSequences[channel] = sequence;
            _messages.TryAdd(message, (channel, sequence)).ShouldBeTrue($"message {message} is in history twice: {_messages[message]} and {channel} {sequence}");
        }
    }

    /// <summary>Rows that were seen once are all still there.</summary>
    public void CheckNothingIsGone() => Scalar("SELECT count(*) FROM message").ShouldBeGreaterThanOrEqualTo(_messages.Count);

    public long EvidenceRows() => Scalar("SELECT count(*) FROM evidence_feed");

    public void CheckIntegrity()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        command.ExecuteScalar().ShouldBe("ok");
    }

    private long Scalar(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private SqliteConnection Open()
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = databaseFile, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
