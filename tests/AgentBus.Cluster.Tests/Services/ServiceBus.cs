using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;
using AgentBus.Services;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Cluster.Tests.Services;

/// <summary>A facade over the test cluster, from outside or from within the silo.</summary>
internal sealed class ServiceBus : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServiceBus(ServiceProvider services) => _services = services;

    private IAgentBus Bus => _services.GetRequiredService<IAgentBus>();

    public static ServiceBus Over(IGrainFactory client, Action<IServiceCollection>? before = null, Action<AgentBusServiceOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton((IClusterClient)client);
        before?.Invoke(services);
        services.AddAgentBus(configure);
        return new ServiceBus(services.BuildServiceProvider());
    }

    public static async Task<ServiceBus> StartAsync(IGrainFactory client, Action<IServiceCollection>? before = null, Action<AgentBusServiceOptions>? configure = null)
    {
        var bus = Over(client, before, configure);
        await bus.StartAsync();
        return bus;
    }

    public Task StartAsync() => Bus.StartAsync(Cancel);

    public Task StopAsync() => Bus.StopAsync(Cancel);

    public Task RegisterAsync(string tenant, string agent, int clearance = 5) => RegisterAgentAsync(Registration(tenant, agent, clearance));

    public Task RegisterAgentAsync(AgentRegistration registration) => Bus.RegisterAgentAsync(registration, Cancel);

    public Task UnregisterAgentAsync(string agent) => Bus.UnregisterAgentAsync(agent, Cancel);

    public Task<SendOutcome> SendMessageAsync(Wire.Envelope message, TimeSpan? timeout = null) => Bus.SendMessageAsync(message, timeout, Cancel);

    public Task<IReadOnlyList<BatchItem>> SendBatchAsync(IReadOnlyList<Wire.Envelope> messages) => Bus.SendBatchAsync(messages, null, Cancel);

    public Task<IAsyncDisposable> SubscribeAsync(
        string agent, ChannelName channel, Func<ReceivedMessage, CancellationToken, Task> handler, Position? after = null) =>
        Bus.SubscribeAsync(agent, channel, handler, after, Cancel);

    public Task<IAsyncDisposable> ServeQueueAsync(string agent, string channel, Func<ReceivedMessage, CancellationToken, Task> handler) =>
        Bus.ServeQueueAsync(agent, new ChannelName(Settings.Room, channel), handler, 10, Cancel);

    public Task<AgentPage> FindAgentsAsync(string agent, AgentQuery query) => Bus.FindAgentsAsync(agent, query, Cancel);

    public Task<ProvedEntries> ReadReceiptAsync(string agent, string message) => Bus.ReadReceiptAsync(agent, message, Cancel);

    public Task<HeldMessage> ReadHeldAsync(string agent, string caseId) => Bus.ReadHeldAsync(agent, caseId, Cancel);

    public Task<HeldMessage> WaitForOutcomeAsync(string agent, string caseId) => Bus.WaitForOutcomeAsync(agent, caseId, Cancel);

    public Task<HeldMessage> WithdrawAsync(string agent, string caseId, string reason = "") => Bus.WithdrawAsync(agent, caseId, reason, Cancel);

    public Task<BusHealth> GetHealthStatusAsync() => Bus.GetHealthStatusAsync(Cancel);

    public static AgentRegistration Registration(string tenant, string agent, int clearance = 5) => new()
    {
        TenantId = tenant,
        AgentId = agent,
        Credential = _ => ValueTask.FromResult(TestAuthenticator.Credential(new Principal(
            new AgentKey(tenant, agent), EntityType.Service, ["agent"], clearance, [], $"jti-{tenant}-{agent}", DateTimeOffset.MaxValue))),
        Description = AgentDescription.Empty with { Name = agent },
    };

    public static Wire.Envelope Event(string from, string text, string channel = Settings.Channel) => new()
    {
        FromAgent = from,
        Room = Settings.Room,
        Channel = channel,
        MessageType = Wire.MessageType.Event,
        Content = new Wire.Content { Text = text },
    };

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
