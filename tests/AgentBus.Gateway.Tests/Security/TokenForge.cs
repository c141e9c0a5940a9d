using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentBus.Silo.Security.Keys;

namespace AgentBus.Gateway.Tests.Security;

/// <summary>Makes tokens, right and wrong ones, with an RSA and an EC key.</summary>
internal sealed class TokenForge : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public RSA Rsa { get; } = RSA.Create(2048);

    public ECDsa Ec { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public SigningKeys Keys => new([SigningKey.Of("rsa", Rsa), SigningKey.Of("ec", Ec)]);

    public static Dictionary<string, object> Claims(params (string Name, object? Value)[] changes)
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = "ace-auth",
            ["aud"] = "ace-comms",
            ["sub"] = "alpha",
            ["tenant_id"] = "t1",
            ["roles"] = new[] { "agent" },
            ["nbf"] = Now.AddMinutes(-1).ToUnixTimeSeconds(),
            ["exp"] = Now.AddMinutes(5).ToUnixTimeSeconds(),
            ["jti"] = "j-1",
        };
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                claims.Remove(name);
            }
            else
            {
                claims[name] = value;
            }
        }

        return claims;
    }

    public string Es256(Dictionary<string, object>? claims = null, params (string Name, object Value)[] header) =>
        Sign("ES256", claims ?? Claims(), header, data => Ec.SignData(data, HashAlgorithmName.SHA256));

    public string Rs256(Dictionary<string, object>? claims = null, params (string Name, object Value)[] header) =>
        Sign("RS256", claims ?? Claims(), header, data => Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>The classic: an HMAC whose secret is the public key, which everyone knows.</summary>
    public string Hs256WithPublicKey() =>
        Sign("HS256", Claims(), [], data => HMACSHA256.HashData(Encoding.ASCII.GetBytes(Rsa.ExportSubjectPublicKeyInfoPem()), data));

    public static string Unsigned() => Sign("none", Claims(), [], static _ => []);

    public static string Sign(string algorithm, Dictionary<string, object> claims, (string Name, object Value)[] header, Func<byte[], byte[]> sign)
    {
        var members = new Dictionary<string, object> { ["alg"] = algorithm, ["typ"] = "JWT" };
        foreach (var (name, value) in header)
        {
            members[name] = value;
        }

        var signed = $"{Encode(members)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public void Dispose()
    {
        Rsa.Dispose();
        Ec.Dispose();
    }

    private static string Encode(Dictionary<string, object> part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
