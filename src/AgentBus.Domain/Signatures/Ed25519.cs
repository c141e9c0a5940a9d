using System.Numerics;
using System.Security.Cryptography;

namespace AgentBus.Domain.Signatures;

/// <summary>
/// Verifies Ed25519 signatures (RFC 8032, 5.1.7). Ours, since no maintained library restores and .NET has none; see
/// docs/decisions/0011. It touches public values only, so that the time it takes tells nothing. Thread-safe.
/// </summary>
public static class Ed25519
{
    /// <summary>The bytes of a public key.</summary>
    public const int PublicKeyBytes = EdwardsPoint.Bytes;

    /// <summary>The bytes of a signature.</summary>
    public const int SignatureBytes = 2 * EdwardsPoint.Bytes;

    /// <summary>
    /// Tells whether the owner of the key signed the message. Only the one encoding of key and signature is taken, so that nobody can make
    /// a second signature out of one.
    /// </summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureBytes || EdwardsPoint.Decode(publicKey) is not { } key)
        {
            return false;
        }

        var s = new BigInteger(signature[EdwardsPoint.Bytes..], isUnsigned: true);
        if (s >= EdwardsPoint.Order)
        {
            return false;
        }

        var r = signature[..EdwardsPoint.Bytes];
        return EdwardsPoint.Combine(s, EdwardsPoint.Generator, Challenge(r, publicKey, message), -key).Encode().AsSpan().SequenceEqual(r);
    }

    private static BigInteger Challenge(ReadOnlySpan<byte> r, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(r);
        hash.AppendData(publicKey);
        hash.AppendData(message);
        return new BigInteger(hash.GetHashAndReset(), isUnsigned: true) % EdwardsPoint.Order;
    }
}
