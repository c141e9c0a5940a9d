using System.Buffers.Text;
using System.Text;
using AgentBus.Domain.Signatures;
using AgentBus.Model;

namespace AgentBus.Silo.Security.NKeys;

/// <summary>Verifies the answer to a challenge with the public key in the tenant's settings (SEC-01). The seed stays with the client. Thread-safe.</summary>
internal sealed class NKeyAuthenticator(NKeyChallenges challenges)
{
    /// <summary>The principal of a valid answer, or null.</summary>
    public Principal? Authenticate(string text, TenantSettings tenant, DateTimeOffset now)
    {
        if (NKeyCredential.TryParse(text) is not { IsQuestion: false } answer
            || answer.Tenant != tenant.Tenant.Tenant
            || tenant.ApiKeys.FirstOrDefault(candidate => candidate.KeyId == answer.KeyId) is not { } known
            || NKey.TryReadUser(known.NKey) is not { } publicKey
            || (known.ExpiresAt ?? DateTimeOffset.MaxValue) <= now
            || !challenges.IsOurs(answer.Nonce, now)
            || !IsSigned(answer, publicKey))
        {
            return null;
        }

        // Last: only a right answer uses its challenge up.
        return challenges.TryUse(answer.Nonce, now) ? ApiKeyAuthenticator.ToPrincipal(known, tenant.Tenant) : null;
    }

    private static bool IsSigned(NKeyCredential answer, byte[] publicKey)
    {
        var signature = new byte[Ed25519.SignatureBytes];
        return Base64Url.IsValid(answer.Signature)
            && Base64Url.TryDecodeFromChars(answer.Signature, signature, out var written)
            && written == signature.Length
            && Ed25519.Verify(publicKey, Encoding.ASCII.GetBytes(answer.SignedText), signature);
    }
}
