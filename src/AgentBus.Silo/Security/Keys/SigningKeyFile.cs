using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AgentBus.Silo.Security.Keys;

/// <summary>Reads the issuer's public keys from a file: PEM (public key or certificate), or JWKS where the name ends in .json (RFC 7517).</summary>
internal static class SigningKeyFile
{
    /// <summary>The keys in the file, at least one.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="CryptographicException">It holds no key that can be used; the message says why.</exception>
    public static IReadOnlyList<SigningKey> Read(string path)
    {
        var text = File.ReadAllText(path);
        try
        {
            var keys = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? JsonWebKeys.Read(text, isStrict: true) : [ReadPem(text)];
            return keys.Count > 0 ? keys : throw new CryptographicException("It holds no signing key.");
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new CryptographicException("It is neither PEM nor JWKS.", e);
        }
    }

    private static SigningKey ReadPem(string pem)
    {
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw new CryptographicException("It holds a private key; the bus needs the public one and must not have the other.");
        }

        if (pem.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal))
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            using var rsaOfCertificate = certificate.GetRSAPublicKey();
            using var ecOfCertificate = certificate.GetECDsaPublicKey();
            return rsaOfCertificate is not null ? SigningKey.Of("", rsaOfCertificate)
                : ecOfCertificate is not null ? SigningKey.Of("", ecOfCertificate)
                : throw new CryptographicException("The certificate's key is neither RSA nor EC.");
        }

        using var rsa = RSA.Create();
        using var ec = ECDsa.Create();
        return TryImport(rsa, pem) ? SigningKey.Of("", rsa)
            : TryImport(ec, pem) ? SigningKey.Of("", ec)
            : throw new CryptographicException("The key is neither RSA nor EC.");
    }

    private static bool TryImport(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            return true;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
