using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace AgentBus.TestKit;

/// <summary>An issuer of ES256 tokens with a key of its own, made anew for each run.</summary>
public sealed class TokenIssuer(string issuer, string audience) : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Issuer { get; } = issuer;

    public string Audience { get; } = audience;

    /// <summary>Gets every token that is signed.</summary>
    public Action<string>? Signed { get; init; }

    /// <summary>The public key in PEM.</summary>
    public string PublicKey => _key.ExportSubjectPublicKeyInfoPem();

    public string Token(string tenant, string agent, IEnumerable<string> roles, TimeSpan lifetime, TimeProvider? time = null, string type = "agent", int clearance = 0)
    {
        var now = (time ?? TimeProvider.System).GetUtcNow();
        return Sign(
            new Dictionary<string, object> { ["alg"] = "ES256", ["typ"] = "JWT" },
            new Dictionary<string, object>
            {
                ["iss"] = Issuer,
                ["aud"] = Audience,
                ["sub"] = agent,
                ["tenant_id"] = tenant,
                ["roles"] = roles.ToArray(),
                ["type"] = type,
                ["clearance"] = clearance,
                ["iat"] = now.ToUnixTimeSeconds(),
                ["nbf"] = now.ToUnixTimeSeconds() - 5,
                ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
                ["jti"] = Guid.NewGuid().ToString(),
            });
    }

    public string Sign(IReadOnlyDictionary<string, object> header, IReadOnlyDictionary<string, object> claims)
    {
        var signed = $"{Encode(JsonSerializer.SerializeToUtf8Bytes(header))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var signature = _key.SignData(System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        var token = $"{signed}.{Encode(signature)}";
        Signed?.Invoke(token);
        return token;
    }

    public void Dispose() => _key.Dispose();

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
