using AgentBus.TestKit;
using Microsoft.Data.Sqlite;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>
/// Stops the built silo at one of its writes: a trigger in its database refuses that write, and no other, until the barrier is lifted. So a
/// silo can be killed at a point that it would pass in a millisecond.
/// </summary>
internal sealed class StoreBarrier(SiloProcess silo)
{
    private const string Name = "test_barrier";

    /// <summary>Refuses what is written so.</summary>
    /// <param name="write">For example <c>INSERT ON message WHEN NEW.message_id = 'm-1'</c>.</param>
    public void Raise(string write) => Execute($"CREATE TRIGGER {Name} BEFORE {write} BEGIN SELECT RAISE(ABORT, 'stopped by a test'); END");

    /// <summary>Lets it pass again.</summary>
    public void Lift() => Execute($"DROP TRIGGER {Name}");

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
