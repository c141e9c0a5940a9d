using AgentBus.Gateway.Tests.Support;
using AgentBus.TestKit;

[assembly: AssemblyFixture(typeof(SiloFixture))]

namespace AgentBus.Gateway.Tests.Support;

/// <summary>One silo for all tests that need no settings of their own: the default ones, and a room more. Each test takes names of its own.</summary>
public sealed class SiloFixture : IAsyncLifetime
{
    /// <summary>A room with the channels a to f, for tests that want a channel to themselves.</summary>
    public const string Room = "recall";

    // Owned here, since one fixture of an assembly does not know whether it goes before another.
    private readonly TemporaryRoot _root = new();
    private int _agents;

    public RunningSilo Silo { get; private set; } = null!;

    public string NewAgent() => $"agent-{Interlocked.Increment(ref _agents)}";

    public async ValueTask InitializeAsync() => Silo = await RunningSilo.StartAsync(
    [
        // Tests wait for agents to be found, so they look often.
        "--AgentBus:Gateway:Commands:list_agents:PerMinute", "0",
        .. "abcdef".SelectMany(static channel => new[] { $"--AgentBus:Tenants:{RunningSilo.Tenant}:Rooms:{Room}:Channels:{channel}:Type", "discussion" }),
    ]);

    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        _root.Dispose();
    }
}
