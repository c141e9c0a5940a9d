using AgentBus.Gateway.Tests.Support;

[assembly: AssemblyFixture(typeof(SiloFixture))]

namespace AgentBus.Gateway.Tests.Support;

/// <summary>One silo with default settings for all tests that need no others; each takes names of its own.</summary>
public sealed class SiloFixture : IAsyncLifetime
{
    private int _agents;

    public RunningSilo Silo { get; private set; } = null!;

    public string NewAgent() => $"agent-{Interlocked.Increment(ref _agents)}";

    public async ValueTask InitializeAsync() => Silo = await RunningSilo.StartAsync();

    public ValueTask DisposeAsync() => Silo.DisposeAsync();
}
