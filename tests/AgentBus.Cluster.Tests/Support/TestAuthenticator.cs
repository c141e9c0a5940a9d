using System.Text.Json;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>Takes principals as JSON for credentials; everything else is not valid.</summary>
internal sealed class TestAuthenticator : IAuthenticator
{
    public static Credential Credential(Principal principal) => new(CredentialKind.Jwt, JsonSerializer.Serialize(principal));

    public ValueTask<Principal?> AuthenticateAsync(Credential credential, TenantSettings tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!credential.Value.StartsWith('{'))
        {
            return new((Principal?)null);
        }

        var principal = JsonSerializer.Deserialize<Principal>(credential.Value)!;
        var valid = principal.Agent.Tenant == tenant.Tenant.Tenant
            && principal.ExpiresAt > now
            && !tenant.RevokedCredentials.Contains(principal.CredentialId);
        return new(valid ? principal : null);
    }
}
