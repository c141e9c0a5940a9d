using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Silo.Security.NKeys;
using AgentBus.Silo.Security.Schemes;

namespace AgentBus.Silo.Security;

/// <inheritdoc/>
internal sealed class CredentialAuthenticator(
    JwtAuthenticator tokens,
    CertificateAuthenticator certificates,
    NKeyAuthenticator nkeys,
    CredentialSchemes schemes) : IAuthenticator
{
    /// <inheritdoc/>
    public async ValueTask<Principal?> AuthenticateAsync(Credential credential, TenantSettings tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var principal = credential.Kind switch
        {
            CredentialKind.Jwt => await tokens.AuthenticateAsync(credential.Value, tenant, now, cancellationToken),
            CredentialKind.ApiKey => ApiKeyAuthenticator.Authenticate(credential.Value, tenant, now),
            CredentialKind.Certificate => certificates.Authenticate(credential.Value, tenant, now),
            CredentialKind.NKey => nkeys.Authenticate(credential.Value, tenant, now),
            CredentialKind.Extension => await schemes.AuthenticateAsync(credential.Value, tenant, now, cancellationToken),
            _ => null,
        };

        // One place for what holds for all kinds, so that none can forget it.
        return principal is not null
            && principal.Agent.Tenant == tenant.Tenant.Tenant
            && principal.ExpiresAt > now
            && !tenant.RevokedCredentials.Contains(principal.CredentialId)
            ? principal
            : null;
    }
}
