using AgentBus.Client;
using AgentBus.TestKit;

namespace AgentBus.Cli.Tests.Bus;

/// <summary>One built silo for all tests of a class; each takes a channel of its own.</summary>
public sealed class BusFixture : IAsyncLifetime
{
    public const string Room = "science";

    private static readonly string[] Channels = [.. Enumerable.Range(0, 32).Select(static i => $"cli-{i}")];
    private int _lastChannel = -1;

    public SiloProcess Silo { get; private set; } = null!;

    public string NextChannel() => $"{Room}:{Channels[Interlocked.Increment(ref _lastChannel)]}";

    /// <summary>Runs a command with the address and a credential in the environment. Whatever it prints, it is not the credential.</summary>
    internal CommandOutcome RunAs(string agent, params string[] args) => RunWith(Silo.Token(agent), "", args);

    internal CommandOutcome RunWith(string token, string input, params string[] args)
    {
        var outcome = Cli.RunIn(new Dictionary<string, string>(StringComparer.Ordinal) { ["AGENTBUS_URL"] = $"{Silo.WebSocketUri}", ["AGENTBUS_ADMIN_URL"] = $"{Silo.InternalUri}", ["AGENTBUS_TOKEN"] = token }, input, args);
        (outcome.Output + outcome.Error).ShouldNotContain(token);
        return outcome;
    }

    public Task<AgentBusClient> ConnectAsync(string agent) =>
        AgentBusClient.ConnectAsync(new AgentBusOptions { Uri = Silo.WebSocketUri, Token = Silo.Token(agent) }, TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync() =>
        Silo = await SiloProcess.StartAsync(SiloSettings.WithWideLimits().WithChannels(Room, Channels, ephemeral: false));

    public ValueTask DisposeAsync() => Silo.DisposeAsync();
}
