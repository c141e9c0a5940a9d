using AgentBus.Contracts;
using AgentBus.Model;
using AgentBus.Silo.Security.NKeys;
using AgentBus.Silo.Security.Schemes;
using Orleans;

namespace AgentBus.Silo.Security;

/// <summary>
/// Finds out, without verifying anything, which agent's grain is to verify a credential. A false claim leads to a grain that refuses it,
/// for that one verifies the credential and compares the agent. Thread-safe.
/// </summary>
internal sealed class CredentialRouting(IClusterClient cluster, CredentialSchemes schemes)
{
    /// <summary>The claim that names the tenant.</summary>
    public const string TenantClaim = "tenant_id";

    /// <summary>The claim that names the agent (RFC 7519, 4.1.2).</summary>
    public const string AgentClaim = "sub";

    /// <summary>No token longer than this is looked at; the authenticator may be stricter.</summary>
    public const int MaxTokenLength = 16 * 1024;

    /// <summary>The agent that the credential names; null where it names none.</summary>
    public async ValueTask<AgentKey?> RouteAsync(Credential credential, CancellationToken cancellationToken = default) => credential.Kind switch
    {
        CredentialKind.Jwt => OfToken(credential.Value),
        CredentialKind.Certificate => CertificateSeal.Peek(credential.Value) is { } statement && CertificateName.TryParse(statement.Subject, out var agent) ? agent : null,
        CredentialKind.ApiKey => ApiKey.TryParse(credential.Value) is { } key ? await OfKeyAsync(key.Tenant, key.KeyId) : null,
        CredentialKind.NKey => NKeyCredential.TryParse(credential.Value) is { } key ? await OfKeyAsync(key.Tenant, key.KeyId) : null,
        CredentialKind.Extension => await schemes.LocateAsync(credential.Value, cancellationToken),
        _ => null,
    };

    private static AgentKey? OfToken(string text)
    {
        using var token = TokenClaims.TryRead(text, MaxTokenLength);
        return token is not null
            && AgentKey.TryCreate(TokenClaims.Text(token.Payload, TenantClaim), TokenClaims.Text(token.Payload, AgentClaim), out var agent)
            ? agent
            : null;
    }

    private async ValueTask<AgentKey?> OfKeyAsync(string tenantId, string keyId)
    {
        if (!TenantKey.TryCreate(tenantId, out var tenant))
        {
            return null;
        }

        // The key names itself, not its agent: only the tenant's settings know that.
        var settings = await cluster.GetGrain<ITenantAdmin>(tenant.GrainKey).ShowAsync();
        return settings.Value?.ApiKeys.FirstOrDefault(known => known.KeyId == keyId) is { } found
            && AgentKey.TryCreate(tenantId, found.Agent, out var agent)
            ? agent
            : null;
    }
}
