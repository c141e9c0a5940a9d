using System.Numerics;
using System.Security.Cryptography;
using AgentBus.Domain.Signatures;

namespace AgentBus.Gateway.Tests.Security;

/// <summary>The client's half of Ed25519 (RFC 8032, 5.1.6), for tests: it leaks its key through the time that it takes.</summary>
internal sealed class Ed25519Signer
{
    private readonly BigInteger _scalar;
    private readonly byte[] _prefix;

    public Ed25519Signer(byte[]? seed = null)
    {
        var hash = SHA512.HashData(seed ?? RandomNumberGenerator.GetBytes(32));
        (hash[0], hash[31]) = ((byte)(hash[0] & 248), (byte)((hash[31] & 127) | 64));
        (_scalar, _prefix) = (new BigInteger(hash.AsSpan(0, 32), isUnsigned: true), hash[32..]);
        PublicKey = Times(_scalar).Encode();
    }

    public byte[] PublicKey { get; }

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var r = Hash([.. _prefix, .. message]);
        var point = Times(r).Encode();
        var s = (r + (Hash([.. point, .. PublicKey, .. message]) * _scalar)) % EdwardsPoint.Order;
        byte[] signature = [.. point, .. new byte[32]];
        s.TryWriteBytes(signature.AsSpan(32), out _, isUnsigned: true);
        return signature;
    }

    private static EdwardsPoint Times(BigInteger scalar) => EdwardsPoint.Combine(scalar, EdwardsPoint.Generator, 0, EdwardsPoint.Neutral);

    private static BigInteger Hash(byte[] bytes) => new BigInteger(SHA512.HashData(bytes), isUnsigned: true) % EdwardsPoint.Order;
}
