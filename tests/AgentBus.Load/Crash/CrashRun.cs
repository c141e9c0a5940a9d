using AgentBus.Client;
using AgentBus.Load.Suites;
using AgentBus.TestKit;

namespace AgentBus.Load.Crash;

/// <summary>
/// The silo dies by SIGKILL under load, again and again, now and then once more while it comes back. What a receipt promised must be in history
/// exactly once, whatever the moment.
/// </summary>
internal sealed class CrashRun(CrashOptions options) : IAsyncDisposable
{
    private const int MostReceipts = 3_000;
    private const int OneInDiesAtStart = 3;
    private const int MostShown = 5;
    private static readonly TimeSpan LongestStart = TimeSpan.FromMilliseconds(1_500);
    private readonly Random _random = new(options.Seed);
    private CrashScene? _scene;
    private ChannelWatch? _watch;
    private int _compared;

    /// <summary>Gets what was found so far.</summary>
    public CrashFigures Figures { get; private set; } = new() { Seed = options.Seed };

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var scene = _scene = await CrashScene.StartAsync(cancellationToken);
        var watch = _watch = await ChannelWatch.StartAsync(await scene.ConnectAsync("watcher", cancellationToken), CrashScene.Room, CrashScene.Channels[0], cancellationToken);
        var books = new JournalBooks(scene.Silo.DatabaseFile);
        for (var round = 1; round <= options.Rounds; round++)
        {
            await scene.FlowAsync(scene.Receipts.ReadOn() + _random.Next(1, MostReceipts), cancellationToken);
            await scene.Silo.KillAsync(cancellationToken);
            if (_random.Next(OneInDiesAtStart) == 0)
            {
                await DieAtStartAsync(scene.Silo, cancellationToken);
            }

            await scene.Silo.StartAsync(cancellationToken);
            Compare(scene, books);
            Figures = Figures with { Rounds = round };
            Progress.Say($"round {round}: {Figures.Acknowledged} receipts, {books.Messages.Count} messages, {Figures.Lost} lost, {Figures.Duplicated} twice, {Figures.Holes} holes");
        }

        await scene.QuietAsync(cancellationToken);
        Compare(scene, books);
        await SeenAsync(watch, books, cancellationToken);
        await EnteredAsync(scene, books, cancellationToken);
        Figures = Figures with { HistoryOk = await IsToldAsync(scene, books, cancellationToken) };
    }

    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }

        if (_scene is not null)
        {
            await _scene.DisposeAsync();
        }
    }

    /// <summary>A start that is cut off wherever it is: opening the store, recovering, serving.</summary>
    private async Task DieAtStartAsync(SiloProcess silo, CancellationToken cancellationToken)
    {
        await using var dying = silo.Launch();
        await Task.Delay(_random.NextDouble() * LongestStart, TimeProvider.System, cancellationToken);
        dying.Kill();
        await dying.ExitAsync(cancellationToken: cancellationToken);
    }

    /// <summary>Receipts before those that were compared already are not looked at again; rows that go later are counted as gone.</summary>
    private void Compare(CrashScene scene, JournalBooks books)
    {
        scene.Receipts.ReadOn();
        books.ReadOn();
        var lost = new List<string>();
        foreach (var (message, channel, sequence) in scene.Receipts.Receipts.Skip(_compared))
        {
            if (!books.Messages.TryGetValue(message, out var place) || place != (channel, sequence))
            {
                lost.Add($"{message} at {channel} {sequence}");
            }
        }

        foreach (var one in lost.Take(MostShown))
        {
            Progress.Say($"lost: {one}");
        }

        _compared = scene.Receipts.Receipts.Count;
        var evidence = books.CountEvidence();
        var integrity = books.CheckIntegrity();
        Figures = Figures with
        {
            Acknowledged = _compared,
            Lost = Figures.Lost + lost.Count + books.CountGone() + Math.Max(0, books.Messages.Count - evidence),
            Duplicated = books.Duplicates.Count,
            Holes = books.Holes.Count,
            EvidenceRows = evidence,
            IntegrityOk = Figures.IntegrityOk && integrity == "ok",
        };
    }

    /// <summary>The subscriber that was there all the time has seen the whole of its channel, once and in order.</summary>
    private async Task SeenAsync(ChannelWatch watch, JournalBooks books, CancellationToken cancellationToken)
    {
        var last = (ulong)books.LastSequences[CrashScene.Channels[0]];
        await Until.TrueAsync($"the watcher has seen the whole channel, {last}", () => watch.Last >= last, TimeSpan.FromSeconds(60), cancellationToken);
        Figures = Figures with { Duplicated = Figures.Duplicated + watch.Repeats, Holes = Figures.Holes + watch.Holes };
    }

    /// <summary>Every row of evidence has become one entry, and the ledger is whole.</summary>
    private async Task EnteredAsync(CrashScene scene, JournalBooks books, CancellationToken cancellationToken)
    {
        var file = scene.Silo.DatabaseFile;
        long leaves = 0, evidence = 0;
        await Until.TrueAsync(
            "every row of evidence is in the ledger",
            async () => (leaves = await LedgerBooks.CountAsync(file, cancellationToken)) >= (evidence = books.CountEvidence()),
            TimeSpan.FromSeconds(60),
            cancellationToken);
        var faults = await LedgerBooks.VerifyAsync(file, cancellationToken);
        foreach (var fault in faults.Take(MostShown))
        {
            Progress.Say($"ledger: {fault}");
        }

        Figures = Figures with { Leaves = leaves, EvidenceRows = evidence, LedgerOk = leaves == evidence && faults.Count == 0 };
    }

    /// <summary>Whether what an agent is told of history is what the journal holds.</summary>
    private static async Task<bool> IsToldAsync(CrashScene scene, JournalBooks books, CancellationToken cancellationToken)
    {
        await using var reader = await scene.ConnectAsync("reader", cancellationToken);
        foreach (var channel in CrashScene.Channels)
        {
            var expected = books.Messages.Where(message => message.Value.Channel == channel).OrderBy(static message => message.Value.Sequence).Select(static message => message.Key);
            var told = reader.SubscribeAsync(CrashScene.Room, channel, Position.Beginning, cancellationToken)
                .Take((int)books.LastSequences[channel])
                .Select(static delivery => delivery.Envelope.MessageId);
            if (!expected.SequenceEqual(await told.ToListAsync(cancellationToken)))
            {
                return false;
            }
        }

        return true;
    }
}
