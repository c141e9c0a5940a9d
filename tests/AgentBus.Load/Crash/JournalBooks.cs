using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AgentBus.Load.Crash;

/// <summary>
/// What the journal of a silo holds, read beside it in commit order. Every row that was ever seen must stay, every channel must count
/// 1, 2, 3 without a hole, and no message may come twice; what breaks that is listed. Not thread-safe.
/// </summary>
internal sealed class JournalBooks(string databaseFile)
{
    private readonly Dictionary<string, (string Channel, long Sequence)> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _lastSequences = new(StringComparer.Ordinal);
    private readonly List<string> _holes = [];
    private readonly List<string> _duplicates = [];
    private long _rows;
    private long _lastRow;

    /// <summary>Where each message lies.</summary>
    public IReadOnlyDictionary<string, (string Channel, long Sequence)> Messages => _messages;

    /// <summary>The last sequence of each channel.</summary>
    public IReadOnlyDictionary<string, long> LastSequences => _lastSequences;

    /// <summary>Places at which a channel did not go on with the next sequence.</summary>
    public IReadOnlyList<string> Holes => _holes;

    /// <summary>Messages that came more than once.</summary>
    public IReadOnlyList<string> Duplicates => _duplicates;

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
            _rows++;
            Take(reader.GetString(1), reader.GetInt64(2), reader.GetString(3));
        }
    }

    /// <summary>How many rows that were seen once are not there any more.</summary>
    public long CountGone() => Math.Max(0, _rows - Count("SELECT count(*) FROM message"));

    /// <summary>Rows of evidence, those of delivered messages included.</summary>
    public long CountEvidence() => Count("SELECT count(*) FROM evidence_feed");

    /// <summary>What <c>PRAGMA integrity_check</c> says; "ok" where nothing is wrong.</summary>
    public string CheckIntegrity()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)command.ExecuteScalar()!;
    }

    private void Take(string channel, long sequence, string message)
    {
        var expected = _lastSequences.GetValueOrDefault(channel) + 1;
        if (sequence != expected)
        {
            _holes.Add($"row {_lastRow}: {channel} {sequence} where {expected} is due");
        }

        _lastSequences[channel] = sequence;
        if (!_messages.TryAdd(message, (channel, sequence)))
        {
            _duplicates.Add($"row {_lastRow}: {message} at {channel} {sequence} and before at {_messages[message]}");
        }
    }

    private long Count(string query)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = query;
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
