using AgentBus.Model;

namespace AgentBus.Silo.Security.NKeys;

/// <summary>
/// The parts of an nkey credential: <c>nk.tenant.keyid</c> asks for a challenge, <c>nk.tenant.keyid.nonce.signature</c> answers it.
/// </summary>
/// <param name="Tenant">The tenant that the key is of.</param>
/// <param name="KeyId">Names the key.</param>
/// <param name="Nonce">The challenge; empty: none yet.</param>
/// <param name="Signature">Ed25519 over <see cref="SignedText"/>, base64url; empty: none yet.</param>
internal sealed record NKeyCredential(string Tenant, string KeyId, string Nonce, string Signature)
{
    /// <summary>What every such credential begins with.</summary>
    public const string Prefix = "nk.";

    private const int MaxLength = 512;

    /// <summary>It asks for a challenge.</summary>
    public bool IsQuestion => Nonce.Length == 0;

    /// <summary>What the holder of the key signs, in ASCII. It names who asks and for what, so that a signature made elsewhere is of no use here.</summary>
    public string SignedText => $"agentbus.v1.nkey.{Tenant}.{KeyId}.{Nonce}";

    /// <summary>Takes a credential apart; null where it is none.</summary>
    public static NKeyCredential? TryParse(string text)
    {
        if (text.Length > MaxLength || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var credential = text.Split('.') switch
        {
            ["nk", var tenant, var keyId] => new NKeyCredential(tenant, keyId, "", ""),
            ["nk", var tenant, var keyId, { Length: > 0 } nonce, { Length: > 0 } signature] => new NKeyCredential(tenant, keyId, nonce, signature),
            _ => null,
        };
        return credential is not null && IdGrammar.IsValid(credential.Tenant) && IdGrammar.IsValid(credential.KeyId) ? credential : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Tenant}.{KeyId}";
}
