using System.Diagnostics;
using System.Globalization;
using AgentBus.Model;
using AgentBus.Storage.Sqlite;
using AgentBus.Storage.Tests.Overflow;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Storage.Tests.Sqlite;

/// <summary>AGENTBUS_CRASH_ROUNDS sets how often the process is killed; 3 where it is not set.</summary>
public sealed class CrashTests
{
    private const int AppendsBeforeKill = 2000;

    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("AGENTBUS_CRASH_ROUNDS") ?? "3", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Every_append_that_a_killed_process_reported_is_there_exactly_once()
    {
        var options = new SqliteStorageOptions { DataDirectory = Directory.CreateTempSubdirectory("agentbus-crash-").FullName };
        try
        {
            Dictionary<int, long> reported = [];
            for (var round = 0; round < Rounds; round++)
            {
                await RunUntilKilledAsync(options.DataDirectory, reported, AppendUntilKilled.Argument);
                await VerifyAsync(options, reported);
            }
        }
        finally
        {
            Directory.Delete(options.DataDirectory, recursive: true);
        }
    }

    [Fact]
    public async Task Every_settlement_that_a_killed_process_reported_is_there_and_no_message_is_both_unsettled_and_dead()
    {
        var options = new SqliteStorageOptions { DataDirectory = Directory.CreateTempSubdirectory("agentbus-crash-").FullName };
        try
        {
            Dictionary<int, long> reported = [];
            for (var round = 0; round < Rounds; round++)
            {
                await RunUntilKilledAsync(options.DataDirectory, reported, SettleUntilKilled.Argument);
                await VerifySettledAsync(options, reported);
            }
        }
        finally
        {
            Directory.Delete(options.DataDirectory, recursive: true);
        }
    }

    [Fact]
    public async Task Every_row_of_evidence_is_in_its_ledger_once_and_in_order_however_often_the_process_is_killed()
    {
        var options = new SqliteStorageOptions { DataDirectory = Directory.CreateTempSubdirectory("agentbus-crash-").FullName };
        await using var store = new StoreBetweenCrashes(options);
        Dictionary<int, long> reported = [];
        for (var round = 0; round < Rounds; round++)
        {
            await RunUntilKilledAsync(options.DataDirectory, reported, TakeUntilKilled.Argument, AppendsBeforeKill / 5);
            await store.VerifyLedgersAsync(reported);
        }
    }

    [Fact]
    public async Task Everything_that_a_killed_process_reported_spilled_is_there_and_nothing_that_it_reported_removed()
    {
        var directory = Directory.CreateTempSubdirectory("agentbus-crash-").FullName;
        try
        {
            Dictionary<int, long> reported = [];
            for (var round = 0; round < Rounds; round++)
            {
                await RunUntilKilledAsync(directory, reported, SpillUntilKilled.Argument);
                await using var overflow = await SpillUntilKilled.Store(directory).OpenAsync(SpillUntilKilled.Queue, TestContext.Current.CancellationToken);
                var records = await overflow.ReadAsync(int.MaxValue, int.MaxValue);
                records[0].Ordinal.ShouldBeGreaterThan(reported[1]);
                records[^1].Ordinal.ShouldBeGreaterThanOrEqualTo(reported[0]);
                records.Select(static record => record.Message.MessageId)
                    .ShouldBe(Enumerable.Range(0, records.Count).Select(i => $"s{records[0].Ordinal + i}"));
                overflow.Opened.Keys.Count.ShouldBe(records.Count);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task VerifySettledAsync(SqliteStorageOptions options, Dictionary<int, long> reported)
    {
        await using var store = SqliteStore.Open(options, TimeProvider.System, NullLogger.Instance);
        (await store.Readers.ReadAsync(IntegrityCheck, CancellationToken.None)).ShouldBe("ok");
        foreach (var (number, last) in reported)
        {
            var queue = SettleUntilKilled.Queue(number);
            var head = await new SqliteJournal(store).OpenChannelAsync(queue, CancellationToken.None);
            var marks = await new SqliteQueueStore(store).LoadAsync(queue, head.Epoch, CancellationToken.None);
            marks.Settled.ShouldContain(last);
            marks.Settled.Count.ShouldBe(2 * marks.Attempts.Count, "a change is whole or not there");
            var dead = await store.Readers.ReadAsync(
                session => session.Scalar($"SELECT count(*) FROM dead_letter WHERE channel = '{queue.Channel}'"), CancellationToken.None);
            var evidence = await store.Readers.ReadAsync(
                session => session.Scalar($"SELECT count(*) FROM evidence WHERE subject LIKE 'dead {queue.Channel}-%'"), CancellationToken.None);
            (dead, evidence).ShouldBe((marks.Attempts.Count, marks.Attempts.Count));
        }
    }

    private static async Task RunUntilKilledAsync(string directory, Dictionary<int, long> reported, string argument, int linesBeforeKill = AppendsBeforeKill)
    {
        using var process = Process.Start(StartInfo(directory, argument))!;
        var lines = 0;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Split(' ') is [var channel, var sequence])
            {
                reported[int.Parse(channel, CultureInfo.InvariantCulture)] = long.Parse(sequence, CultureInfo.InvariantCulture);
            }

            if (++lines == linesBeforeKill)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        lines.ShouldBeGreaterThanOrEqualTo(linesBeforeKill);
    }

    private static ProcessStartInfo StartInfo(string directory, string argument)
    {
        var host = Environment.ProcessPath!;
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
        {
            start.ArgumentList.Add(typeof(CrashTests).Assembly.Location);
        }

        start.ArgumentList.Add(argument);
        start.ArgumentList.Add(directory);
        return start;
    }

    private static async Task VerifyAsync(SqliteStorageOptions options, Dictionary<int, long> reported)
    {
        await using var store = SqliteStore.Open(options, TimeProvider.System, NullLogger.Instance);
        var journal = new SqliteJournal(store);
        (await store.Readers.ReadAsync(IntegrityCheck, CancellationToken.None)).ShouldBe("ok");
        foreach (var (number, last) in reported)
        {
            var channel = new ChannelKey("acme", "crash", $"c{number}");
            var head = await journal.OpenChannelAsync(channel, CancellationToken.None);
            head.LastSequence.ShouldBeGreaterThanOrEqualTo(last);
            var messages = await journal.ReadAsync(channel, head.Epoch, 0, int.MaxValue, int.MaxValue, CancellationToken.None);
            messages.Select(message => message.MessageId).ShouldBe(
                Enumerable.Range(1, (int)head.LastSequence).Select(sequence => $"c{number}-{sequence}"));
            (await journal.FindDeliveredKeyAsync(new AgentKey("acme", $"a{number}"), $"c{number}-{last}", DateTimeOffset.UnixEpoch, CancellationToken.None))
                .ShouldNotBeNull().Position.ShouldBe(new Position(head.Epoch, last));
        }
    }

    private static string IntegrityCheck(SqliteSession session)
    {
        using var rows = session.Prepare("PRAGMA integrity_check").Query();
        rows.Next();
        return rows.Text(0);
    }
}
