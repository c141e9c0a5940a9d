using AgentBus.Model;

namespace AgentBus.Silo.Security;

/// <summary>The parts of an API key, <c>ak.tenant.keyid.secret</c>. Its text form shows no secret.</summary>
/// <param name="Tenant">The tenant that it is of.</param>
/// <param name="KeyId">Names the key.</param>
/// <param name="Secret">Proves it.</param>
internal sealed record ApiKey(string Tenant, string KeyId, string Secret)
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "ak.";

    private const int MaxLength = 512;

    /// <summary>Takes a key apart; null where it is none.</summary>
    public static ApiKey? TryParse(string text)
    {
        if (text.Length > MaxLength)
        {
            return null;
        }

        var parts = text.Split('.');
        return parts is ["ak", var tenant, var keyId, { Length: > 0 } secret] && IdGrammar.IsValid(tenant) && IdGrammar.IsValid(keyId)
            ? new ApiKey(tenant, keyId, secret)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Tenant}.{KeyId}";
}
