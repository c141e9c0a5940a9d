using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Silo.Security;

/// <inheritdoc/>
internal sealed class CredentialAuthenticator(JwtAuthenticator tokens, CertificateAuthenticator certificates) : IAuthenticator
{
    /// <inheritdoc/>
    public ValueTask<Principal?> AuthenticateAsync(Credential credential, TenantSettings tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var principal = credential.Kind switch
        {
            CredentialKind.Jwt => tokens.Authenticate(credential.Value, tenant, now),
            CredentialKind.ApiKey => ApiKeyAuthenticator.Authenticate(credential.Value, tenant, now),
            CredentialKind.Certificate => certificates.Authenticate(credential.Value, tenant, now),
            _ => null,
        };

        // One place for what holds for all kinds, so that none can forget it.
        var isValid = principal is not null
            && principal.Agent.Tenant == tenant.Tenant.Tenant
            && principal.ExpiresAt > now
            && !tenant.RevokedCredentials.Contains(principal.CredentialId);
        return ValueTask.FromResult(isValid ? principal : null);
    }
}
