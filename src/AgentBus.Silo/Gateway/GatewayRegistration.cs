using AgentBus.Domain.Ports;
using AgentBus.Silo.Gateway.Arqon;
using AgentBus.Silo.Gateway.Commands;
using AgentBus.Silo.Gateway.FanOut;
using AgentBus.Silo.Ledger;
using AgentBus.Silo.Security;

namespace AgentBus.Silo.Gateway;

/// <summary>Composes the front-end.</summary>
internal static class GatewayRegistration
{
    /// <summary>Adds its services. The drain is registered last, so it is the first to be told that the host stops.</summary>
    public static IServiceCollection AddGateway(this IServiceCollection services)
    {
        services.AddSingleton<IEnvelopeCodec, EnvelopeCodec>();
        services.AddSingleton<IMessageData, MessageData>();
        services.AddSingleton<IMessageText, MessageText>();
        services.AddCommands();
        services.AddSingleton<CredentialRouting>();
        services.AddSingleton<GatewayStatistics>();
        services.AddSingleton<ConnectionGate>();
        services.AddSingleton<RoomFanOut>();
        services.AddHostedService(static provider => provider.GetRequiredService<RoomFanOut>());
        services.AddSingleton<AuditWait>();
        services.AddSingleton<GatewayParts>();
        services.AddSingleton<OpenConnections>();
        services.AddSingleton<ISiloSockets>(static provider => provider.GetRequiredService<OpenConnections>());
        services.AddSingleton<ConnectionRegistry>();
        services.AddHostedService(static provider => provider.GetRequiredService<ConnectionRegistry>());
        services.AddSingleton<GatewayDrain>();
        services.AddHostedService(static provider => provider.GetRequiredService<GatewayDrain>());
        services.AddSingleton<ArqonHandshake>();
        services.AddSingleton<WebSocketEndpoint>();
        services.AddSingleton<IProtocolAdapter, WebSocketAdapter>();
        return services;
    }

    /// <summary>Maps the endpoints of every adapter.</summary>
    public static void MapGateway(this WebApplication app)
    {
        foreach (var adapter in app.Services.GetServices<IProtocolAdapter>())
        {
            adapter.Map(app);
        }
    }
}
