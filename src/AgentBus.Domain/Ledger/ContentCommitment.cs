using System.Security.Cryptography;
using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>
/// What the ledger knows of a message's content: HMAC-SHA256, under a salt of the message's own, of the SHA-256 of its body. With the salt one can
/// show that a body is the one; without it, not even guess.
/// </summary>
public static class ContentCommitment
{
    /// <summary>Bytes of a salt.</summary>
    public const int SaltBytes = 16;

    /// <summary>Makes it.</summary>
    public static LedgerHash Of(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> bodyDigest)
    {
        Span<byte> hash = stackalloc byte[LedgerHash.Size];
        HMACSHA256.HashData(salt, bodyDigest, hash);
        return LedgerHash.Of(hash);
    }
}
