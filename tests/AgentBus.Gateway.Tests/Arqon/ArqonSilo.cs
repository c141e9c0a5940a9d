using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Arqon;

/// <summary>A silo that lets clients of ArqonBus in.</summary>
public sealed class ArqonSilo : IAsyncLifetime
{
    private int _clients;

    public RunningSilo Silo { get; private set; } = null!;

    public string NewClient() => $"client-{Interlocked.Increment(ref _clients)}";

    /// <summary>A client that did what ArqonBus's own does: it connects with its token and waits for the welcome.</summary>
    public async Task<TextSocket> ConnectAsync(string client, params string[] roles)
    {
        var socket = await TextSocket.ConnectAsync(Silo.WebSocket, subprotocol: null, Silo.Token(client, roles));
        await socket.NextAsync("""{"type":"message","sender":"arqonbus","payload":{"welcome":"Connected to ArqonBus"}}""");
        return socket;
    }

    public async ValueTask InitializeAsync() => Silo = await RunningSilo.StartAsync("--AgentBus:Gateway:ArqonBusCompat", "true");

    public ValueTask DisposeAsync() => Silo.DisposeAsync();
}
