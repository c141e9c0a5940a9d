using System.Security.Cryptography;
using System.Text;
using AgentBus.Model;

namespace AgentBus.Silo.Security;

/// <summary>Verifies API keys against the hashes in the tenant's settings. The comparison takes the same time wherever they differ. Thread-safe.</summary>
internal static class ApiKeyAuthenticator
{
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    /// <summary>The principal of a valid key of this tenant, or null.</summary>
    public static Principal? Authenticate(string text, TenantSettings tenant, DateTimeOffset now)
    {
        if (ApiKey.TryParse(text) is not { } key || key.Tenant != tenant.Tenant.Tenant)
        {
            return null;
        }

        var known = tenant.ApiKeys.FirstOrDefault(candidate => candidate.KeyId == key.KeyId);
        var matches = CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(key.Secret)), HashOf(known));
        return matches && known is not null && (known.ExpiresAt ?? DateTimeOffset.MaxValue) > now
            ? ToPrincipal(known, tenant.Tenant)
            : null;
    }

    /// <summary>Whom a key speaks for, once it is proved.</summary>
    public static Principal ToPrincipal(ApiKeySettings key, TenantKey tenant) => new(
        new AgentKey(tenant.Tenant, key.Agent),
        key.Type,
        [.. key.Roles.Order(StringComparer.Ordinal)],
        key.Clearance,
        Capabilities: [],
        key.KeyId,
        key.ExpiresAt ?? DateTimeOffset.MaxValue)
    {
        Scopes = key.Scopes.IsDefault ? [] : key.Scopes,
    };

    private static byte[] HashOf(ApiKeySettings? key)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        return key is not null && Convert.FromHexString(key.SecretSha256, hash, out _, out var written) == System.Buffers.OperationStatus.Done && written == hash.Length
            ? hash
            : NoHash;
    }
}
