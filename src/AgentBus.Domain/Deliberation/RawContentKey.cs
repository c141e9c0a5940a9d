using System.Security.Cryptography;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;

namespace AgentBus.Domain.Deliberation;

/// <summary>
/// A key of 256 bits for raw content. Each content is encrypted with AES-256-GCM under a key and a nonce of its own, which HKDF-SHA256 (RFC 5869) makes of this key and
/// 256 random bits; so nonces never meet, however much one key encrypts. Its text form hides it. Immutable and thread-safe.
/// </summary>
public sealed class RawContentKey
{
    /// <summary>Bytes of a key, and of a salt.</summary>
    public const int Size = 32;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int IdBytes = 8;

    private readonly byte[] _key;

    private RawContentKey(byte[] key)
    {
        _key = key;
        Id = Convert.ToHexStringLower(HMACSHA256.HashData(key, "agentbus raw content key"u8).AsSpan(0, IdBytes));
    }

    /// <summary>Names the key and says nothing about it: 16 hex digits.</summary>
    public string Id { get; }

    /// <summary>Reads a key as its file holds it: 32 bytes as base64 (<c>openssl rand -base64 32</c>); null: it is none.</summary>
    public static RawContentKey? Read(string text)
    {
        var bytes = new byte[Size + 1];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == Size ? new RawContentKey(bytes[..Size]) : null;
    }

    /// <summary>Encrypts; the salt must be random, and used once.</summary>
    public SealedContent Seal(RawContentBinding binding, ReadOnlySpan<byte> content, ReadOnlySpan<byte> salt)
    {
        var parts = Derive(salt);
        var bytes = new byte[content.Length + TagBytes];
        using var aes = new AesGcm(parts.AsSpan(0, Size), TagBytes);
        aes.Encrypt(Nonce(parts), content, bytes.AsSpan(0, content.Length), bytes.AsSpan(content.Length), binding.ToBytes());
        return new SealedContent(Id, salt.ToArray(), bytes);
    }

    /// <summary>Decrypts; null: it was encrypted for something else, by another key, or was changed.</summary>
    public OpenedContent? Open(RawContentBinding binding, SealedContent content)
    {
        var length = content.Bytes.Length - TagBytes;
        if (length < 0)
        {
            return null;
        }

        var parts = Derive(content.Salt.Span);
        var bytes = new byte[length];
        using var aes = new AesGcm(parts.AsSpan(0, Size), TagBytes);
        try
        {
            aes.Decrypt(Nonce(parts), content.Bytes.Span[..length], content.Bytes.Span[length..], bytes, binding.ToBytes());
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return new OpenedContent(bytes, parts.AsMemory(Size + NonceBytes));
    }

    /// <inheritdoc/>
    public override string ToString() => "RawContentKey";

    // The key, the nonce, and the salt of the commitment, in this order.
    private byte[] Derive(ReadOnlySpan<byte> salt)
    {
        var parts = new byte[Size + NonceBytes + ContentCommitment.SaltBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, parts, salt, "agentbus raw content v1"u8);
        return parts;
    }

    private static ReadOnlySpan<byte> Nonce(byte[] parts) => parts.AsSpan(Size, NonceBytes);
}
