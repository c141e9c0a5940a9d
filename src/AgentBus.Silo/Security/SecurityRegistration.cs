using AgentBus.Domain.Ports;
using AgentBus.Silo.Options;

namespace AgentBus.Silo.Security;

/// <summary>Composes authentication.</summary>
internal static class SecurityRegistration
{
    /// <summary>Adds it; the keys are read now, so that a silo without keys does not start.</summary>
    public static IServiceCollection AddAuthenticators(this IServiceCollection services, AgentBusOptions options, bool hasRunCredentials)
    {
        var run = hasRunCredentials && options.Authentication.KeyFiles.Count == 0 ? new RunCredentials() : null;
        services.AddSingleton(SigningKeys.Load(options.Authentication, run?.PublicKey));
        if (run is not null)
        {
            services.AddSingleton(run);
            services.AddHostedService<RunTokens>();
        }

        services.AddSingleton<CertificateSeal>();
        services.AddSingleton<JwtAuthenticator>();
        services.AddSingleton<CertificateAuthenticator>();
        return services.AddSingleton<IAuthenticator, CredentialAuthenticator>();
    }
}
