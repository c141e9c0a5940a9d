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

    public static async Task<HandlerScene> OpenAsync()
    {
        var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus, options => options with { DrainTimeout = TimeSpan.FromMilliseconds(50) });
        return new HandlerScene(bus, client, connection);
    }

    public void Handle(Func<AgentWork, CancellationToken, Task> handler, HandlerOptions? options = null) =>
        _handling = Client.HandleAsync(handler, options, _stop.Token);

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
