using System.Net;
using AgentBus.Client;
using AgentBus.Load.Drivers;
using AgentBus.Load.Measure;
using AgentBus.Load.Reports;
using AgentBus.Load.Wire;
using AgentBus.TestKit;

namespace AgentBus.Load.Processes;

/// <summary>A silo of its own for a suite, with limits out of the way of the load; every message still passes the whole admission.</summary>
internal sealed class LoadSilo : IAsyncDisposable
{
    public const string Tenant = "default-tenant";
    public const string Room = "science";
    private readonly SiloProcess _silo;
    private readonly JournalFile _journal;

    private LoadSilo(SiloProcess silo)
    {
        _silo = silo;
        _journal = new JournalFile(silo.DatabaseFile);
        ReviewerToken = silo.Issuer.Token(Tenant, "reviewer", ["admin"], TimeSpan.FromHours(2), type: "human");
    }

    public static IReadOnlyList<string> DurableChannels { get; } = [.. Enumerable.Range(0, 8).Select(i => $"load-{i}")];

    public static IReadOnlyList<string> EphemeralChannels { get; } = [.. Enumerable.Range(0, 8).Select(i => $"passing-{i}")];

    public static IReadOnlyList<string> WorkQueues { get; } = [.. Enumerable.Range(0, 8).Select(i => $"queue-{i}")];

    public int Id => _silo.Id;

    public IPEndPoint Address => _silo.Address;

    /// <param name="synchronous">SQLite's setting.</param>
    /// <param name="options">What is switched on.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="isLedgerPaused">Evidence waits in the journal.</param>
    /// <param name="holdsMessages">A person may decide on as many messages as wait, without a signature.</param>
    public static async Task<LoadSilo> StartAsync(
        string synchronous, LoadOptions options, CancellationToken cancellationToken, bool isLedgerPaused = false, bool holdsMessages = false)
    {
        var settings = WorkQueues.Aggregate(
            SiloSettings.WithWideLimits()
                .With("Storage:Synchronous", synchronous)
                // The driver's receivers say nothing, however many rounds there are.
                .With("Gateway:IdleTimeout", "01:00:00")
                .With("Ledger:Paused", isLedgerPaused ? "true" : "false")
                .WithChannels(Room, DurableChannels, ephemeral: false)
                .WithChannels(Room, EphemeralChannels, ephemeral: true),
            static (settings, queue) => settings.WithWorkQueue(Room, queue));
        if (holdsMessages)
        {
            settings = settings
                .With($"Tenants:{Tenant}:Deliberation:UnsignedVotes", "true")
                .With($"Tenants:{Tenant}:Deliberation:MaxOpenPerSender", "10000");
        }

        return new(await SiloProcess.StartAsync(options.Governed ? settings.Governed() : settings, cancellationToken: cancellationToken));
    }

    /// <summary>One token for all that the reviewer does: each token opens a session of its own, and nobody has more than sixteen.</summary>
    public string ReviewerToken { get; }

    public string Token(string agent) => _silo.Token(agent);

    /// <summary>A client of the SDK.</summary>
    public Task<AgentBusClient> ClientAsync(string agent, CancellationToken cancellationToken) =>
        AgentBusClient.ConnectAsync(new AgentBusOptions { Uri = _silo.WebSocketUri, Token = Token(agent), ConnectTimeout = TimeSpan.FromSeconds(30) }, cancellationToken);

    /// <summary>What is in the journal by now is counted by nobody.</summary>
    public void SkipRows() => _journal.CountNew();

    /// <summary>So many senders spread over the channels, and one receiver on each channel.</summary>
    public LoadGroup Group(IReadOnlyList<string> channels, int senders, string prefix)
    {
        var durable = channels == DurableChannels;
        Receiver[] receivers = [.. channels.Select(channel => BusConnections.Receiver(Address, Token($"{prefix}-watch-{channel}"), Room, channel))];
        Sender[] agents = [.. Enumerable.Range(0, senders).Select(i => Sender($"{prefix}-{i}", channels[i % channels.Count], durable))];
        return new LoadGroup(Id, agents, receivers, deliveriesPerAnswer: 1);
    }

    public LoadGroup FanOutGroup(int members)
    {
        Receiver[] receivers = [.. Enumerable.Range(0, members).Select(i => BusConnections.Receiver(Address, Token($"member-{i}"), Room, DurableChannels[0]))];
        return new LoadGroup(Id, [Sender("publisher", DurableChannels[0], durable: true)], receivers, members);
    }

    /// <summary>A run counts when every receipt has its row in the journal, and every row its receipt; else there are no figures.</summary>
    /// <param name="run">The run.</param>
    /// <param name="figures">Where both are counted.</param>
    /// <param name="receiptsPerAnswer">Messages with a receipt for each that was answered: 2 where the answer is a message too.</param>
    public RunResult Checked(RunResult run, Figures figures, int receiptsPerAnswer = 1)
    {
        var (rows, receipts) = (_journal.CountNew(), run.AnsweredInAll * receiptsPerAnswer);
        figures.Add("receipts", receipts);
        figures.Add("journal_rows", rows);
        return rows == receipts
            ? run
            : throw new InvalidDataException($"{receipts} receipts, but {rows} rows in the journal: no figures.");
    }

    /// <summary>As <see cref="Checked"/>; and everything that was handed out was acknowledged, and nothing has died.</summary>
    public async Task<RunResult> SettledAsync(RunResult run, Figures figures, int receiptsPerAnswer, CancellationToken cancellationToken)
    {
        await Until.TrueAsync("every message of a queue is settled", () => _journal.CountUnsettled() == 0, TimeSpan.FromSeconds(10), cancellationToken);
        return _journal.CountDeadLetters() == 0
            ? Checked(run, figures, receiptsPerAnswer)
            : throw new InvalidDataException($"{_journal.CountDeadLetters()} messages have died: no figures.");
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    public BusSender Sender(string agent, string channel, bool durable) =>
        BusConnections.Sender(Address, Token(agent), Tenant, agent, Room, channel, durable);
}
