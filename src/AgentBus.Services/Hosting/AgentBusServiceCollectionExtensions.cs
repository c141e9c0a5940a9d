using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AgentBus.Services;

/// <summary>Adds the facade to a silo or to an Orleans client.</summary>
public static class AgentBusServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IAgentBus"/>. What was registered before stands: <see cref="IAgentRegistry"/>, <see cref="IMessageRouter"/>,
    /// <see cref="IMessageProcessor"/>, <see cref="IContentScreen"/>; <see cref="IValidationStrategy"/> may be there several times, and all are asked (BUS-05).
    /// The container must hold an <see cref="Orleans.IClusterClient"/>, best with the stream provider <c>channels</c>.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configure">Changes the options; null leaves the defaults.</param>
    public static IServiceCollection AddAgentBus(this IServiceCollection services, Action<AgentBusServiceOptions>? configure = null)
    {
        services.AddOptions<AgentBusServiceOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAgentRegistry, InProcessRegistry>();
        services.TryAddSingleton<IMessageRouter, RouteAsAddressed>();
        services.TryAddSingleton<IContentScreen, InspectedContent>();
        services.TryAddSingleton<IValidationStrategy, HashValidation>();
        services.TryAddSingleton<IMessageProcessor, MessageProcessor>();
        services.TryAddSingleton<IAgentBus, AgentBusService>();
        return services;
    }
}
