using AgentBus.Client;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Silo;

/// <summary>One built silo for all tests that leave it as it was; each takes names of its own.</summary>
public sealed class SiloFixture : IAsyncLifetime
{
    public const string Room = "science";

    private const int Channels = 64;
    private static readonly string[] Names = [.. Enumerable.Range(0, Channels).Select(i => $"test-{i}")];
    private int _lastChannel = -1;
    private int _lastAgent;

    public SiloProcess Silo { get; private set; } = null!;

    /// <summary>A channel that no other test uses.</summary>
    public string NextChannel() => Names[Interlocked.Increment(ref _lastChannel)];

    /// <summary>An agent that no other test uses.</summary>
    public string NextAgent() => $"agent-{Interlocked.Increment(ref _lastAgent)}";

    public Task<AgentBusClient> ConnectAsync(string agent) => ConnectAsync(Silo, agent);

    public static Task<AgentBusClient> ConnectAsync(SiloProcess silo, string agent, Func<AgentBusOptions, AgentBusOptions>? change = null)
    {
        var options = new AgentBusOptions
        {
            Uri = silo.WebSocketUri,
            Token = silo.Token(agent),
            ConnectTimeout = TimeSpan.FromSeconds(30),
            ReconnectMaxDelay = TimeSpan.FromMilliseconds(500),
        };
        return AgentBusClient.ConnectAsync(change?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
    }

    public async ValueTask InitializeAsync() =>
        Silo = await SiloProcess.StartAsync(SiloSettings.WithWideLimits().WithChannels(Room, Names, ephemeral: false));

    public ValueTask DisposeAsync() => Silo.DisposeAsync();
}
