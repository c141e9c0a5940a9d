using AgentBus.Client;
using AgentBus.TestKit;

namespace AgentBus.Load.Crash;

/// <summary>The silo that is killed and the traffic that goes on: a process of its own, so that its books outlive everything.</summary>
internal sealed class CrashScene : IAsyncDisposable
{
    public const string Room = "science";

    private const int Agents = 8;

    // Groups of many and large writes take long, so that more of them are under way when the silo dies.
    private const string Outstanding = "64";
    private const string Characters = "8000";
    private readonly TemporaryDirectory _directory;
    private readonly ChildProcess _traffic;

    private CrashScene(SiloProcess silo, TemporaryDirectory directory, ChildProcess traffic)
    {
        Silo = silo;
        _directory = directory;
        _traffic = traffic;
        Receipts = new ReceiptFile(directory.File("receipts"));
    }

    public static IReadOnlyList<string> Channels { get; } = [.. Enumerable.Range(0, 4).Select(static i => $"crash-{i}")];

    public SiloProcess Silo { get; }

    public ReceiptFile Receipts { get; }

    public static async Task<CrashScene> StartAsync(CancellationToken cancellationToken)
    {
        var silo = await SiloProcess.StartAsync(SiloSettings.WithWideLimits().WithChannels(Room, Channels, ephemeral: false), cancellationToken);
        var directory = new TemporaryDirectory("traffic");
        await File.WriteAllLinesAsync(directory.File("tokens"), Enumerable.Range(0, Agents).Select(i => silo.Token($"crash-agent-{i}")), cancellationToken);
        var traffic = ChildProcess.StartAssembly(
            BuiltOutput.Assembly("tests/AgentBus.Load"),
            ["traffic", "--url", $"{silo.WebSocketUri}", "--tokens", directory.File("tokens"), "--room", Room, "--channels", string.Join(',', Channels), "--ledger", directory.File("receipts"), "--outstanding", Outstanding, "--characters", Characters]);
        return new CrashScene(silo, directory, traffic);
    }

    public Task<AgentBusClient> ConnectAsync(string agent, CancellationToken cancellationToken) => AgentBusClient.ConnectAsync(
        new AgentBusOptions { Uri = Silo.WebSocketUri, Token = Silo.Token(agent), ConnectTimeout = TimeSpan.FromSeconds(30), ReconnectMaxDelay = TimeSpan.FromMilliseconds(500) },
        cancellationToken);

    /// <summary>Waits for so many receipts on disk.</summary>
    public async Task FlowAsync(int receipts, CancellationToken cancellationToken)
    {
        await Until.TrueAsync($"{receipts} receipts. Traffic says:\n{_traffic.Output}", () => _traffic.HasExited || Receipts.ReadOn() >= receipts, TimeSpan.FromSeconds(60), cancellationToken);
        if (_traffic.HasExited)
        {
            throw new InvalidOperationException($"The traffic ended with {_traffic.ExitCode}:\n{_traffic.Output}");
        }
    }

    /// <summary>Ends the traffic: what was sent gets its receipt, and that its line.</summary>
    public async Task QuietAsync(CancellationToken cancellationToken)
    {
        _traffic.Terminate();
        await _traffic.ExitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        Receipts.ReadOn();
    }

    public async ValueTask DisposeAsync()
    {
        await _traffic.DisposeAsync();
        await Silo.DisposeAsync();
        _directory.Dispose();
    }
}
