using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AgentBus.Rego.Builtins;

/// <summary>A public key that can check signatures, with the key id of a key set.</summary>
internal sealed record JwtKey(string? Id, string? Algorithm, RSA? Rsa, ECDsa? Curve, byte[]? Edwards) : IDisposable
{
    private const string CertificateLabel = "CERTIFICATE";
    private static readonly byte[] EdwardsPrefix = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00];

    /// <summary>Reads a PEM certificate, a PEM public key, a JWK or a set of them.</summary>
    public static List<JwtKey> Read(string text)
    {
        if (!text.TrimStart().StartsWith("-----BEGIN", StringComparison.Ordinal))
        {
            return JsonWebKeys.ReadPublic(text);
        }

        try
        {
            var fields = PemEncoding.Find(text);
            var label = text[fields.Label];
            var what = label == CertificateLabel ? "certificate" : "public key";
            if (text[fields.Location.End..].Trim().Length > 0)
            {
                throw BuiltinFault.Of($"extra data after a PEM {what} block");
            }

            var bytes = Convert.FromBase64String(text[fields.Base64Data]);
            return [label == CertificateLabel ? OfCertificate(bytes) : OfPublicKey(label, bytes)];
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or FormatException)
        {
            throw BuiltinFault.Of($"failed to parse a PEM {(text.Contains(CertificateLabel, StringComparison.Ordinal) ? "certificate" : "key")}", error);
        }
    }

    public bool Verify(JwtAlgorithm algorithm, byte[] data, byte[] signature)
    {
        try
        {
            return algorithm.Family switch
            {
                JwtFamily.RsaPkcs1 => Rsa?.VerifyData(data, signature, algorithm.Hash, RSASignaturePadding.Pkcs1) ?? false,
                JwtFamily.RsaPss => Rsa?.VerifyData(data, signature, algorithm.Hash, RSASignaturePadding.Pss) ?? false,
                JwtFamily.Curve => Curve?.VerifyData(data, signature, algorithm.Hash) ?? false,
                JwtFamily.Edwards => Edwards is not null && Ed25519.Verify(Edwards, data, signature),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        Rsa?.Dispose();
        Curve?.Dispose();
    }

    private static JwtKey OfCertificate(byte[] bytes)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(bytes);
        return new JwtKey(null, null, certificate.GetRSAPublicKey(), certificate.GetECDsaPublicKey(), null);
    }

    private static JwtKey OfPublicKey(string label, byte[] bytes)
    {
        if (bytes.Length == EdwardsPrefix.Length + 32 && bytes.AsSpan().StartsWith(EdwardsPrefix))
        {
            return new JwtKey(null, null, null, null, bytes[EdwardsPrefix.Length..]);
        }

        // 1.2.840.10045 marks a key on a curve.
        if (bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x2A, 0x86, 0x48, 0xCE, 0x3D]) >= 0)
        {
            var curve = ECDsa.Create();
            curve.ImportSubjectPublicKeyInfo(bytes, out _);
            return new JwtKey(null, null, null, curve, null);
        }

        var rsa = RSA.Create();
        if (label == "RSA PUBLIC KEY")
        {
            rsa.ImportRSAPublicKey(bytes, out _);
        }
        else
        {
            rsa.ImportSubjectPublicKeyInfo(bytes, out _);
        }

        return new JwtKey(null, null, rsa, null, null);
    }
}
