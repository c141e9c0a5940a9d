using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>
/// The silo dies by SIGKILL under load, again and again. What a receipt promised must be in history exactly once, whatever the moment.
/// <c>AGENTBUS_CRASH_ROUNDS</c> sets the number of rounds (20).
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    /// <summary>Milliseconds; a run that hangs is a failure with a name. Two hours hold 1,000 rounds.</summary>
    private const int LongestRun = 7_200_000;
    private const int Agents = 8;
    private static readonly string[] Channels = ["crash-0", "crash-1", "crash-2", "crash-3"];

    [Fact(Timeout = LongestRun)]
    public async Task Every_receipt_survives_SIGKILL_under_load_exactly_once()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("AGENTBUS_CRASH_ROUNDS") ?? "20");
        var seed = Environment.TickCount;
        var random = new Random(seed);
        output.WriteLine($"{rounds} rounds, seed {seed}");
        await using var silo = await SiloProcess.StartAsync(SiloSettings.WithWideLimits().WithChannels("science", Channels, ephemeral: false), TestContext.Current.CancellationToken);
        using var directory = new TemporaryDirectory("traffic");
        await using var watcher = await SiloFixture.ConnectAsync(silo, "watcher");
        await using var watched = await watcher.OpenSubscriptionAsync("science", Channels[0], Position.Beginning, TestContext.Current.CancellationToken);
        using var stopWatching = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var watching = WatchAsync(watched, stopWatching.Token);
        await using var traffic = StartTraffic(silo, directory);
        var receipts = new ReceiptFile(directory.File("receipts"));
        var books = new JournalBooks(silo.DatabaseFile);
        var kept = 0;
        for (var round = 1; round <= rounds; round++)
        {
            var wanted = receipts.ReadOn() + random.Next(1, 1_500);
            await Until.TrueAsync(
                $"traffic flows in round {round}, {wanted} receipts. Traffic says:\n{traffic.Output}",
                () => traffic.HasExited || receipts.ReadOn() >= wanted,
                TimeSpan.FromSeconds(60),
                TestContext.Current.CancellationToken);
            traffic.HasExited.ShouldBeFalse(traffic.Output);
            await silo.KillAsync(TestContext.Current.CancellationToken);
            await silo.StartAsync(TestContext.Current.CancellationToken);
            kept = Check(receipts, books, kept);
            output.WriteLine($"round {round}: {receipts.Receipts.Count} receipts, {books.Messages.Count} messages");
        }

        traffic.Terminate();
        await traffic.ExitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        receipts.ReadOn();
        Check(receipts, books, kept);
        new JournalBooks(silo.DatabaseFile).ReadOn();
        await CheckHistoryAsync(silo, books);
        await Until.TrueAsync("the watcher has seen the whole channel", () => watched.Position.Sequence == (ulong)books.LastSequences[Channels[0]], cancellationToken: TestContext.Current.CancellationToken);
        await stopWatching.CancelAsync();
        (await watching).ShouldBe(Enumerable.Range(1, (int)books.LastSequences[Channels[0]]).Select(i => (ulong)i));
    }

    /// <summary>Everything of one round; receipts before <paramref name="kept"/> were checked in an earlier one.</summary>
    private static int Check(ReceiptFile receipts, JournalBooks books, int kept)
    {
        receipts.ReadOn();
        books.ReadOn();
        foreach (var (message, channel, sequence) in receipts.Receipts.Skip(kept))
        {
            books.Messages.TryGetValue(message, out var place).ShouldBeTrue($"the receipt of {message} ({channel} {sequence}) has no message");
            place.ShouldBe((channel, sequence));
        }

        books.CheckNothingIsGone();
        books.EvidenceRows().ShouldBeGreaterThanOrEqualTo(receipts.Receipts.Count);
        books.CheckIntegrity();
        return receipts.Receipts.Count;
    }

    /// <summary>What agents are told of history is what the journal holds.</summary>
    private static async Task CheckHistoryAsync(SiloProcess silo, JournalBooks books)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        await using var reader = await SiloFixture.ConnectAsync(silo, "reader");
        foreach (var channel in Channels)
        {
            var expected = books.Messages.Where(message => message.Value.Channel == channel).OrderBy(message => message.Value.Sequence).Select(message => message.Key);
            var told = reader.SubscribeAsync("science", channel, Position.Beginning, limit.Token)
                .Take((int)books.LastSequences[channel])
                .Select(delivery => delivery.Envelope.MessageId);
            (await told.ToListAsync(limit.Token)).ShouldBe(expected);
        }
    }

    private static async Task<List<ulong>> WatchAsync(AgentBusSubscription watched, CancellationToken cancellationToken)
    {
        var seen = new List<ulong>();
        try
        {
            await foreach (var delivery in watched.ReadAllAsync(cancellationToken))
            {
                seen.Add(delivery.Position.Sequence);
            }
        }
        catch (OperationCanceledException)
        {
            // Seen enough.
        }

        return seen;
    }

    private static ChildProcess StartTraffic(SiloProcess silo, TemporaryDirectory directory)
    {
        File.WriteAllLines(directory.File("tokens"), Enumerable.Range(0, Agents).Select(i => silo.Token($"crash-agent-{i}")));
        return ChildProcess.StartAssembly(
            BuiltOutput.Assembly("tests/AgentBus.Load"),
            ["traffic", "--url", $"{silo.WebSocketUri}", "--tokens", directory.File("tokens"), "--room", "science", "--channels", string.Join(',', Channels), "--ledger", directory.File("receipts")]);
    }
}
