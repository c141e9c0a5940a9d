using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace AgentBus.Silo.Security;

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
            var keys = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? ReadJwks(text) : [ReadPem(text)];
            return keys.Count > 0 ? keys : throw new CryptographicException("It holds no signing key.");
        }
        catch (Exception e) when (e is ArgumentException or FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
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

    private static List<SigningKey> ReadJwks(string json)
    {
        using var document = JsonDocument.Parse(json);
        var keys = new List<SigningKey>();
        foreach (var jwk in document.RootElement.GetProperty("keys").EnumerateArray())
        {
            if (jwk.TryGetProperty("use", out var use) && use.GetString() != "sig")
            {
                continue;
            }

            var id = jwk.TryGetProperty("kid", out var kid) ? kid.GetString()! : "";
            switch (jwk.GetProperty("kty").GetString())
            {
                case "RSA":
                    using (var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(jwk, "n"), Exponent = Bytes(jwk, "e") }))
                    {
                        keys.Add(SigningKey.Of(id, rsa));
                    }

                    break;
                case "EC" when jwk.GetProperty("crv").GetString() == "P-256":
                    var point = new ECPoint { X = Bytes(jwk, "x"), Y = Bytes(jwk, "y") };
                    using (var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point }))
                    {
                        keys.Add(SigningKey.Of(id, ec));
                    }

                    break;
            }
        }

        return keys;
    }

    private static byte[] Bytes(JsonElement jwk, string name) => Base64Url.DecodeFromChars(jwk.GetProperty(name).GetString());
}
