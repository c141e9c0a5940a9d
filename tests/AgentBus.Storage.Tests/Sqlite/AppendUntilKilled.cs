using System.Globalization;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Storage.Sqlite;
using AgentBus.Storage.Tests.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Storage.Tests.Sqlite;

/// <summary>The process that is killed: appends to several channels without end and prints every completed append.</summary>
internal static class AppendUntilKilled
{
    public const string Argument = "--append-until-killed";
    private const int Channels = 8;

    public static async Task<int> RunAsync(string directory)
    {
        var options = new SqliteStorageOptions
        {
            DataDirectory = directory,
            Synchronous = SqliteSynchronous.Normal,
            IndexBatch = 64,
            CheckpointBytes = 128 * 1024,
            WalLimitBytes = 512 * 1024,
        };
        await using var store = SqliteStore.Open(options, TimeProvider.System, NullLogger.Instance);
        var journal = new SqliteJournal(store);
        using var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        await Task.WhenAll(Enumerable.Range(0, Channels).Select(number => AppendAsync(journal, number, output)));
        return 0;
    }

    private static async Task AppendAsync(SqliteJournal journal, int number, TextWriter output)
    {
        var channel = new ChannelKey("acme", "crash", $"c{number}");
        var sender = new AgentKey("acme", $"a{number}");
        var head = await journal.OpenChannelAsync(channel, CancellationToken.None);
        for (var sequence = head.LastSequence + 1; ; sequence++)
        {
            var message = Samples.Message($"{channel.Channel}-{sequence}", envelope: new string('x', 600));
            var outcome = await journal.AppendAsync(Samples.Append(channel, head, sequence, sender, TimeProvider.System.GetUtcNow(), message));
            if (outcome != AppendOutcome.Committed)
            {
                throw new InvalidOperationException(outcome.ToString());
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number} {sequence}"));
        }
    }
}
