using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace AgentBus.Silo.Security.Keys;

/// <summary>Reads a JWKS document (RFC 7517). A key is for one algorithm: that of its type, which its own <c>alg</c> may not contradict (RFC 8725, 3.1).</summary>
internal static class JsonWebKeys
{
    private const int MaxKeys = 100;

    /// <summary>The keys in it that verify RS256 or ES256; others are passed over.</summary>
    /// <param name="json">The document.</param>
    /// <param name="isStrict">A key of those types that cannot be used (too short, not on the curve) fails the whole document.</param>
    /// <exception cref="CryptographicException">A key cannot be used, and the reading is strict; or there are too many.</exception>
    /// <exception cref="FormatException">It is no JWKS document.</exception>
    public static IReadOnlyList<SigningKey> Read(string json, bool isStrict)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            var list = document.RootElement.GetProperty("keys");
            if (list.GetArrayLength() > MaxKeys)
            {
                throw new CryptographicException($"It holds more than {MaxKeys} keys.");
            }

            return [.. list.EnumerateArray().Where(IsForVerifying).Select(jwk => Read(jwk, isStrict)).OfType<SigningKey>()];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("It is no JWKS document.", e);
        }
    }

    private static bool IsForVerifying(JsonElement jwk) =>
        (!jwk.TryGetProperty("use", out var use) || use.GetString() == "sig")
        && (!jwk.TryGetProperty("key_ops", out var operations) || operations.EnumerateArray().Any(static operation => operation.GetString() == "verify"));

    private static SigningKey? Read(JsonElement jwk, bool isStrict)
    {
        try
        {
            var key = (Text(jwk, "kty"), Text(jwk, "crv")) switch
            {
                ("RSA", _) => Rsa(jwk),
                ("EC", "P-256") => Ec(jwk),
                _ => null,
            };
            return key is not null && Text(jwk, "alg") is var algorithm && (algorithm.Length == 0 || algorithm == key.Algorithm) ? key : null;
        }
        catch (Exception e) when (!isStrict && e is (CryptographicException or KeyNotFoundException or FormatException or InvalidOperationException))
        {
            return null;
        }
    }

    private static SigningKey Rsa(JsonElement jwk)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(jwk, "n"), Exponent = Bytes(jwk, "e") });
        return SigningKey.Of(Text(jwk, "kid"), rsa);
    }

    private static SigningKey Ec(JsonElement jwk)
    {
        var point = new ECPoint { X = Bytes(jwk, "x"), Y = Bytes(jwk, "y") };
        using var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        return SigningKey.Of(Text(jwk, "kid"), ec);
    }

    private static string Text(JsonElement jwk, string name) => jwk.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static byte[] Bytes(JsonElement jwk, string name) => Base64Url.DecodeFromChars(jwk.GetProperty(name).GetString());
}
