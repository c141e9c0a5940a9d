using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Scripted;

namespace AgentBus.EndToEnd.Tests.Client;

/// <summary>A client that reads its inbox from a scripted bus.</summary>
internal sealed class InboxScene : IAsyncDisposable
{
    private readonly ScriptedBus _bus;
    private readonly AgentBusConsumer _inbox;
    private readonly IAsyncEnumerator<InboxDelivery> _deliveries;

    private InboxScene(ScriptedBus bus, AgentBusClient client, ScriptedConnection connection)
    {
        (_bus, Client, Bus) = (bus, client, connection);
        _inbox = client.OpenInbox();
        _deliveries = _inbox.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
    }

    public AgentBusClient Client { get; }

    /// <summary>The bus's end of the connection of now.</summary>
    public ScriptedConnection Bus { get; private set; }

    public static async Task<InboxScene> OpenAsync(Func<AgentBusOptions, AgentBusOptions>? change = null)
    {
        var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus, options =>
        {
            var quick = options with { DrainTimeout = TimeSpan.FromMilliseconds(50) };
            return change?.Invoke(quick) ?? quick;
        });
        var scene = new InboxScene(bus, client, connection);
        await connection.GrantInboxAsync();
        return scene;
    }

    public async Task<InboxDelivery> NextAsync()
    {
        (await _deliveries.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).ShouldBeTrue();
        return _deliveries.Current;
    }

    public async Task ReconnectAsync()
    {
        Bus = await _bus.GreetAsync();
        await Bus.GrantInboxAsync();
    }

    public ValueTask CloseReaderAsync() => _inbox.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _deliveries.DisposeAsync();
        await _inbox.DisposeAsync();
        await Client.DisposeAsync();
        await _bus.DisposeAsync();
    }
}
