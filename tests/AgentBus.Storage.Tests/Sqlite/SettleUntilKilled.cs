using System.Globalization;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Storage.Sqlite;
using AgentBus.Storage.Tests.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Storage.Tests.Sqlite;

/// <summary>
/// The process that is killed while it settles: in several queues, of each three messages one is dealt with in order, one out of order, and
/// one dies. It prints what was reported settled.
/// </summary>
internal static class SettleUntilKilled
{
    public const string Argument = "--settle-until-killed";
    public const int Queues = 4;

    public static ChannelKey Queue(int number) => new("acme", "queues", $"q{number}");

    public static async Task<int> RunAsync(string directory)
    {
        var options = new SqliteStorageOptions { DataDirectory = directory, Synchronous = SqliteSynchronous.Normal, CheckpointBytes = 128 * 1024, WalLimitBytes = 512 * 1024 };
        await using var store = SqliteStore.Open(options, TimeProvider.System, NullLogger.Instance);
        using var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        await Task.WhenAll(Enumerable.Range(0, Queues).Select(number => RunAsync(store, number, output)));
        return 0;
    }

    private static async Task RunAsync(SqliteStore store, int number, TextWriter output)
    {
        var (journal, queues) = (new SqliteJournal(store), new SqliteQueueStore(store));
        var queue = Queue(number);
        var head = await journal.OpenChannelAsync(queue, CancellationToken.None);

        // Begins behind what an earlier run left half.
        for (var first = head.LastSequence + 1; ; first += 3)
        {
            var messages = Enumerable.Range(0, 3).Select(i => Samples.Message($"{queue.Channel}-{first + i}", envelope: new string('x', 300))).ToArray();
            Check(await journal.AppendAsync(Samples.Append(queue, head, first, Samples.Sender, Samples.Noon, messages)));
            var letter = QueueSamples.Letter((int)(first + 2)) with { Source = queue, Envelope = messages[2].Envelope };
            Check(await queues.SettleAsync(new QueueChange(
                queue, head.Epoch, head.Term, 0, [first + 1, first + 2], [new(first, 2)], [letter], [QueueSamples.Evidence($"dead {queue.Channel}-{first + 2}")])));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number} {first + 2}"));
        }
    }

    private static void Check(AppendOutcome outcome)
    {
        if (outcome != AppendOutcome.Committed)
        {
            throw new InvalidOperationException(outcome.ToString());
        }
    }
}
