using AgentBus.Domain.Ports;
using AgentBus.Silo.Options;

namespace AgentBus.Silo.Registries;

/// <summary>Registers the registries that the settings name.</summary>
internal static class RegistryRegistration
{
    /// <summary>Adds one for each entry of <c>AgentBus:Registries</c>.</summary>
    public static IServiceCollection AddFileRegistries(this IServiceCollection services, AgentBusOptions options)
    {
        foreach (var (name, registry) in options.Registries)
        {
            services.AddSingleton<IOutsideRegistry>(new FileRegistry(name, registry));
        }

        return services;
    }
}
