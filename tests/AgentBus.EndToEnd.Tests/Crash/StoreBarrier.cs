using AgentBus.TestKit;
using Microsoft.Data.Sqlite;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>
/// Stops the built silo at some of its writes: triggers in its database refuse those, and no others, until the barrier is lifted. So a silo can
/// be killed at a point that it would pass in a millisecond.
/// </summary>
internal sealed class StoreBarrier(SiloProcess silo)
{
    private readonly List<string> _triggers = [];

    /// <summary>Refuses what is written so.</summary>
    /// <param name="writes">For example <c>INSERT ON message WHEN NEW.message_id = 'm-1'</c>.</param>
    public void Raise(params string[] writes)
    {
        foreach (var write in writes)
        {
            _triggers.Add($"test_barrier_{_triggers.Count}");
            Execute($"CREATE TRIGGER {_triggers[^1]} BEFORE {write} BEGIN SELECT RAISE(ABORT, 'stopped by a test'); END");
        }
    }

    /// <summary>Lets all pass again.</summary>
    public void Lift()
    {
        foreach (var trigger in _triggers)
        {
            Execute($"DROP TRIGGER {trigger}");
        }

        _triggers.Clear();
    }

    /// <summary>Waits until the database answers so.</summary>
    public Task HoldsAsync(string count, long expected) =>
        Until.TrueAsync($"{count} is {expected}", () => Execute(count) is long found && found == expected, cancellationToken: TestContext.Current.CancellationToken);

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = silo.DatabaseFile, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
