using AgentBus.Domain.Ports;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security.Abuse;
using AgentBus.Silo.Security.Keys;
using AgentBus.Silo.Security.NKeys;
using AgentBus.Silo.Security.Operators;
using AgentBus.Silo.Security.Schemes;

namespace AgentBus.Silo.Security;

/// <summary>Composes authentication.</summary>
internal static class SecurityRegistration
{
    /// <summary>Adds it. The keys are read with the host's services, before anybody is let in: a silo without keys does not start.</summary>
    public static IServiceCollection AddAuthenticators(this IServiceCollection services, AgentBusOptions options, bool hasRunCredentials)
    {
        var run = hasRunCredentials && options.Authentication.KeyFiles.Count + options.Authentication.JwksUrls.Count == 0 ? new RunCredentials() : null;
        if (run is not null)
        {
            services.AddSingleton(run);
            services.AddHostedService<RunTokens>();
        }

        services.AddSingleton(provider => new IssuerKeys(
            options.Authentication, run?.PublicKey, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<IssuerKeys>>()));
        services.AddSingleton<IIssuerKeys>(static provider => provider.GetRequiredService<IssuerKeys>());
        services.AddHostedService(static provider => provider.GetRequiredService<IssuerKeys>());
        foreach (var scheme in SchemeLoader.Load(options.Authentication))
        {
            services.AddSingleton(typeof(ICredentialScheme), scheme);
        }

        services.AddSingleton<CredentialSchemes>();
        services.AddSingleton<SealKey>();
        services.AddSingleton<CertificateSeal>();
        services.AddSingleton<NKeyChallenges>();
        services.AddSingleton<NKeyAuthenticator>();
        services.AddSingleton<JwtAuthenticator>();
        services.AddSingleton<CertificateAuthenticator>();
        services.AddSingleton<BanList>();
        services.AddSingleton<OperatorCheck>();
        return services.AddSingleton<IAuthenticator, CredentialAuthenticator>();
    }
}
