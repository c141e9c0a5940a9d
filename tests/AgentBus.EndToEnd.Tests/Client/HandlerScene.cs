using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Scripted;

namespace AgentBus.EndToEnd.Tests.Client;

/// <summary>A client that handles messages of a scripted bus.</summary>
internal sealed class HandlerScene : IAsyncDisposable
{
    private readonly ScriptedBus _bus;
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private Task _handling = Task.CompletedTask;

    private HandlerScene(ScriptedBus bus, AgentBusClient client, ScriptedConnection connection) => (_bus, Client, Bus) = (bus, client, connection);

    public AgentBusClient Client { get; }

    public ScriptedConnection Bus { get; }

    /// <param name="redeliverAfterMs">What the bus says of it; 0: nothing.</param>
    public static async Task<HandlerScene> OpenAsync(uint redeliverAfterMs = 0)
    {
        var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(
            bus, options => options with { DrainTimeout = TimeSpan.FromMilliseconds(50) }, welcome => welcome.RedeliverAfterMs = redeliverAfterMs);
        return new HandlerScene(bus, client, connection);
    }

    /// <summary>Handles, and where it is the inbox that is handled, grants it.</summary>
    public Task HandleAsync(Func<AgentWork, CancellationToken, Task> handler, HandlerOptions? options = null)
    {
        _handling = Client.HandleAsync(handler, options, _stop.Token);
        return options is { Room.Length: > 0 } ? Task.CompletedTask : Bus.GrantInboxAsync();
    }

    /// <summary>Cancels the handling; it returns without a fault.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _handling.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _bus.DisposeAsync();
        _stop.Dispose();
    }
}
