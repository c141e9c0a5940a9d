using System.Security.Cryptography;
using System.Text;
using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.Client;

/// <summary>
/// Encrypts content end to end, so that the bus carries what it cannot read (SEC-07): AES-256-GCM under a key that HKDF-SHA256 makes anew
/// for each message, from a secret of a group or of two agents (ECDH, P-256). The ciphertext is bound to message id, sender and
/// key id: it is no other message's, and nobody else's. Thread-safe; dispose it to clear the secret.
/// </summary>
/// <remarks>It hides content, not who talks to whom, when, and how much. There is no forward secrecy: replace the keys now and then.</remarks>
public sealed class PayloadKey : IDisposable
{
    /// <summary>The name of this way to encrypt, in <see cref="EncryptedContent.Algorithm"/>.</summary>
    public const string Algorithm = "agentbus.v1.aes256gcm";

    private const int SecretBytes = 32;
    private const int SaltBytes = 20;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly string _id;
    private readonly byte[] _secret;

    private PayloadKey(string id, byte[] secret) => (_id, _secret) = (id, secret);

    /// <summary>The key of a group: whoever has the secret reads and writes.</summary>
    /// <param name="id">Names it among those that have it.</param>
    /// <param name="secret">32 random bytes.</param>
    /// <exception cref="ArgumentException">The secret has another length.</exception>
    public static PayloadKey Shared(string id, ReadOnlySpan<byte> secret) =>
        secret.Length == SecretBytes ? new PayloadKey(id, secret.ToArray()) : throw new ArgumentException($"The secret must have {SecretBytes} bytes.", nameof(secret));

    /// <summary>The key of two agents; both make the same one, each from its own private key and the other's public key.</summary>
    /// <param name="id">Names it among the two.</param>
    /// <param name="mine">One's own key, P-256.</param>
    /// <param name="theirs">The other's public key, by a way that one trusts.</param>
    /// <exception cref="CryptographicException">The keys are not of one curve.</exception>
    public static PayloadKey Between(string id, ECDiffieHellman mine, ECDiffieHellmanPublicKey theirs) =>
        new(id, HKDF.Extract(HashAlgorithmName.SHA256, mine.DeriveRawSecretAgreement(theirs)));

    /// <summary>
    /// Puts encrypted content into an envelope. It must not be changed after that in message id (made here where empty) and sender.
    /// </summary>
    /// <param name="envelope">The envelope; its <see cref="Envelope.FromAgent"/> is set.</param>
    /// <param name="sender">The agent that will publish it.</param>
    /// <param name="plaintext">What only the receivers are to read.</param>
    public void Seal(Envelope envelope, string sender, ReadOnlySpan<byte> plaintext)
    {
        envelope.MessageId = envelope.MessageId.Length > 0 ? envelope.MessageId : $"{Guid.NewGuid()}";
        envelope.FromAgent = sender;
        var nonce = RandomNumberGenerator.GetBytes(SaltBytes + NonceBytes);
        var ciphertext = new byte[plaintext.Length + TagBytes];
        using (var cipher = Cipher(nonce))
        {
            cipher.Encrypt(nonce.AsSpan(SaltBytes), plaintext, ciphertext.AsSpan(0, plaintext.Length), ciphertext.AsSpan(plaintext.Length), Bound(envelope, _id));
        }

        envelope.Content ??= new Content();
        envelope.Content.Encrypted = new EncryptedContent
        {
            Algorithm = Algorithm,
            KeyId = _id,
            Nonce = ByteString.CopyFrom(nonce),
            Ciphertext = ByteString.CopyFrom(ciphertext),
        };
    }

    /// <summary>Opens encrypted content; null where it was made with another key, for another message, by another sender, or was changed.</summary>
    /// <param name="delivery">The delivery; its sender is the one that the bus vouches for.</param>
    public byte[]? TryOpen(Delivery delivery) => delivery.Envelope.FromAgent == delivery.Sender ? TryOpen(delivery.Envelope) : null;

    /// <summary>Opens the content of an envelope whose sender is known to be true.</summary>
    public byte[]? TryOpen(Envelope envelope)
    {
        var sealedContent = envelope.Content?.Encrypted;
        if (sealedContent is not { Algorithm: Algorithm } || sealedContent.KeyId != _id
            || sealedContent.Nonce.Length != SaltBytes + NonceBytes || sealedContent.Ciphertext.Length < TagBytes)
        {
            return null;
        }

        var ciphertext = sealedContent.Ciphertext.Span;
        var plaintext = new byte[ciphertext.Length - TagBytes];
        try
        {
            using var cipher = Cipher(sealedContent.Nonce.Span);
            cipher.Decrypt(sealedContent.Nonce.Span[SaltBytes..], ciphertext[..^TagBytes], ciphertext[^TagBytes..], plaintext, Bound(envelope, _id));
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(_secret);

    private AesGcm Cipher(ReadOnlySpan<byte> nonce)
    {
        Span<byte> key = stackalloc byte[SecretBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, key, nonce[..SaltBytes], Encoding.ASCII.GetBytes(Algorithm));
        return new AesGcm(key, TagBytes);
    }

    /// <summary>Ids have no control characters, so that the parts cannot run into each other.</summary>
    private static byte[] Bound(Envelope envelope, string keyId) => Encoding.UTF8.GetBytes($"{Algorithm}\n{envelope.MessageId}\n{envelope.FromAgent}\n{keyId}");
}
