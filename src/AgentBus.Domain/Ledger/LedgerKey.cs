using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgentBus.Domain.Ledger;

/// <summary>
/// A key that signs tree heads, ECDSA P-256 with SHA-256, or its public half; and when what it signed counts. Public halves verify anywhere
/// (signature type 2 of signed notes, which Rekor uses). Thread-safe.
/// </summary>
public sealed class LedgerKey : IDisposable
{
    private const byte EcdsaType = 0x02;
    private const int EcBits = 256;
    private readonly Lock _gate = new();
    private readonly ECDsa _key;

    private LedgerKey(ECDsa key, bool canSign, DateTimeOffset validFrom, DateTimeOffset validUntil)
    {
        (_key, CanSign, ValidFrom, ValidUntil) = (key, canSign, validFrom, validUntil);
        Spki = key.ExportSubjectPublicKeyInfo();
        Hash = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Spki.Span));
    }

    /// <summary>The public key (SubjectPublicKeyInfo, DER).</summary>
    public ReadOnlyMemory<byte> Spki { get; }

    /// <summary>The first bytes of its SHA-256, by which signatures name it.</summary>
    public uint Hash { get; }

    /// <summary>The same as text: eight hexadecimal digits.</summary>
    public string Id => Hash.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>It has its private half.</summary>
    public bool CanSign { get; }

    /// <summary>What was signed before does not count.</summary>
    public DateTimeOffset ValidFrom { get; }

    /// <summary>What was signed from then on does not count.</summary>
    public DateTimeOffset ValidUntil { get; }

    /// <summary>Makes a new key.</summary>
    public static LedgerKey Generate() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), canSign: true, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>Reads a key from PEM: a private one (PKCS 8 or SEC 1), or a public one, which can only verify.</summary>
    /// <exception cref="CryptographicException">It is no ECDSA key of the curve P-256.</exception>
    public static LedgerKey FromPem(string pem, DateTimeOffset? validFrom = null, DateTimeOffset? validUntil = null)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.KeySize != EcBits || key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
            {
                throw new CryptographicException("The key is not of the curve P-256.");
            }

            return new LedgerKey(
                key, pem.Contains("PRIVATE KEY", StringComparison.Ordinal), validFrom ?? DateTimeOffset.MinValue, validUntil ?? DateTimeOffset.MaxValue);
        }
        catch (ArgumentException cause)
        {
            key.Dispose();
            throw new CryptographicException("It is no PEM of a key.", cause);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Reads the line by which tools for signed notes know a key: <c>name+hash+base64</c>.</summary>
    /// <exception cref="CryptographicException">It is none of an ECDSA key of the curve P-256.</exception>
    public static LedgerKey FromVerifierLine(string line, DateTimeOffset? validFrom = null, DateTimeOffset? validUntil = null)
    {
        // Base64 has a plus of its own, the other parts have none.
        var parts = line.Trim().Split('+', 3);
        var bytes = new byte[line.Length];
        if (parts.Length != 3 || !Convert.TryFromBase64String(parts[2], bytes, out var length) || length < 2 || bytes[0] != EcdsaType)
        {
            throw new CryptographicException("It is no verifier line of an ECDSA key.");
        }

        return FromPem(PemEncoding.WriteString("PUBLIC KEY", bytes.AsSpan(1, length - 1)), validFrom, validUntil);
    }

    /// <summary>Whether what was signed at a time counts.</summary>
    public bool IsValidAt(DateTimeOffset at) => at >= ValidFrom && at < ValidUntil;

    /// <summary>The line by which tools for signed notes know the key of an origin.</summary>
    public string VerifierLine(string origin) => $"{origin}+{Id}+{Convert.ToBase64String([EcdsaType, .. Spki.Span])}";

    /// <summary>The private half as PKCS 8 PEM.</summary>
    public string ExportPrivatePem()
    {
        lock (_gate)
        {
            return _key.ExportPkcs8PrivateKeyPem();
        }
    }

    /// <summary>Adds its signature to a checkpoint.</summary>
    /// <exception cref="InvalidOperationException">It has no private half.</exception>
    public Checkpoint Sign(Checkpoint checkpoint)
    {
        if (!CanSign)
        {
            throw new InvalidOperationException($"The key {Id} can only verify.");
        }

        lock (_gate)
        {
            var signature = _key.SignData(Encoding.UTF8.GetBytes(checkpoint.Text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
            return checkpoint with { Signatures = checkpoint.Signatures.Add(new CheckpointSignature(checkpoint.Origin, Hash, signature)) };
        }
    }

    /// <summary>Whether the signature is this key's over the text.</summary>
    public bool Verify(string text, ReadOnlySpan<byte> signature)
    {
        lock (_gate)
        {
            return _key.VerifyData(Encoding.UTF8.GetBytes(text), signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
