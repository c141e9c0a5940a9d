using AgentBus.Domain.Ports;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security;
using AgentBus.Silo.Security.Keys;
using AgentBus.Silo.Security.NKeys;
using AgentBus.Silo.Security.Schemes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AgentBus.Gateway.Tests.Security;

/// <summary>Authentication put together as the silo does.</summary>
internal static class TestCredentials
{
    public static CredentialAuthenticator Authenticator(IIssuerKeys keys, IOptions<AgentBusOptions> options, params ICredentialScheme[] schemes)
    {
        var seal = new SealKey(options);
        return new CredentialAuthenticator(
            new JwtAuthenticator(keys, options),
            new CertificateAuthenticator(new CertificateSeal(seal), options),
            new NKeyAuthenticator(new NKeyChallenges(seal, TimeProvider.System)),
            new CredentialSchemes(schemes, NullLogger<CredentialSchemes>.Instance));
    }

    public static IssuerKeys Keys(AuthenticationOptions options, TimeProvider? time = null) =>
        new(options, ofThisRun: null, time ?? TimeProvider.System, NullLogger<IssuerKeys>.Instance);
}
