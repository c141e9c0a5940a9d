using AgentBus.Domain.Ports;
using AgentBus.Silo.Http;

namespace AgentBus.Silo.Policies;

/// <summary>Composes what policies need of the silo: the OPA server and the operators' interface.</summary>
internal static class PolicyRegistration
{
    /// <summary>Adds its services.</summary>
    public static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        services.AddSingleton<OpaBreaker>();
        services.AddSingleton<OpaClient>();
        services.AddSingleton<IPolicyEngine>(static provider => provider.GetRequiredService<OpaClient>());
        services.AddSingleton<IApiGroup, PoliciesApi>();
        return services;
    }
}
