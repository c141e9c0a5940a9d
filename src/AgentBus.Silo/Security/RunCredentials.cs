using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security.Keys;

namespace AgentBus.Silo.Security;

/// <summary>
/// Credentials for trying the bus out (Development and --demo only): an ES256 key that lives as long as the process, and tokens signed with
/// it in files that only the user may read. Thread-safe.
/// </summary>
internal sealed class RunCredentials : IDisposable
{
    private const string KeyId = "this-run";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The public key.</summary>
    public SigningKey PublicKey => SigningKey.Of(KeyId, _key);

    /// <summary>Writes a token for an agent and tells the file.</summary>
    public string Write(AuthenticationOptions options, string directory, string tenant, RunIdentity identity, DateTimeOffset now)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, $"{identity.Agent}.token");

        // An older file may have other rights: it goes, and the new one is made with the right ones.
        File.Delete(path);
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, creation);
        file.Write(Encoding.ASCII.GetBytes(Sign(options, tenant, identity, now)));
        return path;
    }

    public void Dispose() => _key.Dispose();

    private string Sign(AuthenticationOptions options, string tenant, RunIdentity identity, DateTimeOffset now)
    {
        var header = Encode(new Dictionary<string, object> { ["alg"] = SigningKey.Es256, ["typ"] = "JWT", ["kid"] = KeyId });
        var payload = Encode(new Dictionary<string, object>
        {
            ["iss"] = options.Issuer,
            ["aud"] = options.Audience,
            ["sub"] = identity.Agent,
            [CredentialRouting.TenantClaim] = tenant,
            ["roles"] = new[] { identity.Role },
            ["type"] = identity.Type,
            ["clearance"] = identity.Clearance,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
            ["owner"] = identity.Owner,
            ["jti"] = Guid.NewGuid().ToString(),
        });
        var signed = $"{header}.{payload}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    private static string Encode(Dictionary<string, object> part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
