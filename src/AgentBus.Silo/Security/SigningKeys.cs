using System.Security.Cryptography;
using AgentBus.Model;
using AgentBus.Silo.Options;

namespace AgentBus.Silo.Security;

/// <summary>The issuer's public keys of this silo. Immutable and thread-safe.</summary>
/// <param name="keys">The keys.</param>
internal sealed class SigningKeys(IReadOnlyList<SigningKey> keys)
{
    private const string Key = $"{AgentBusOptions.Section}:{nameof(AgentBusOptions.Authentication)}:{nameof(AuthenticationOptions.KeyFiles)}";

    /// <summary>
    /// Reads the configured files; with none, the given key of this run counts.
    /// </summary>
    /// <exception cref="ConfigurationError">A file cannot be read, or there is no key at all.</exception>
    public static SigningKeys Load(AuthenticationOptions options, SigningKey? ofThisRun)
    {
        var keys = options.KeyFiles.SelectMany((path, index) => Read(path, $"{Key}:{index}")).ToList();
        if (ofThisRun is not null)
        {
            keys.Add(ofThisRun);
        }

        return keys.Count > 0
            ? new SigningKeys(keys)
            : throw ConfigurationFault.At(Key, "names no file. Name the issuer's public keys (PEM or JWKS), or start with --demo to try the bus out.");
    }

    /// <summary>The keys that may verify a token: those of its algorithm, and of its key id where it names one that is known.</summary>
    public IReadOnlyList<SigningKey> Find(string algorithm, string keyId)
    {
        var candidates = keys.Where(key => key.Algorithm == algorithm).ToList();
        return keyId.Length > 0 && candidates.Exists(key => key.Id == keyId)
            ? candidates.FindAll(key => key.Id == keyId)
            : candidates.FindAll(key => key.Id.Length == 0 || keyId.Length == 0);
    }

    private static IReadOnlyList<SigningKey> Read(string path, string key)
    {
        try
        {
            return SigningKeyFile.Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw ConfigurationFault.At(key, $"names {path}, which cannot be used. {e.Message}");
        }
    }
}
