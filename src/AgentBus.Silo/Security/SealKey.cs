using System.Security.Cryptography;
using System.Text;
using AgentBus.Model;
using AgentBus.Silo.Options;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Security;

/// <summary>The secret by which silos believe each other's word: on client certificates, and on challenges. Thread-safe.</summary>
internal sealed class SealKey
{
    private const int KeyBytes = 32;

    private readonly byte[] _key;

    /// <summary>Reads the shared secret, or makes one for this process.</summary>
    /// <exception cref="ConfigurationError">The file cannot be read or is too short.</exception>
    public SealKey(IOptions<AgentBusOptions> options)
    {
        var file = options.Value.Authentication.CertificateSealFile;
        _key = file.Length == 0 ? RandomNumberGenerator.GetBytes(KeyBytes) : Read(file);
    }

    /// <summary>The seal of a text. A seal for one purpose is none for another.</summary>
    public byte[] Sign(string purpose, ReadOnlySpan<byte> text)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hmac.AppendData(Encoding.ASCII.GetBytes($"agentbus {purpose}\0"));
        hmac.AppendData(text);
        return hmac.GetHashAndReset();
    }

    private static byte[] Read(string file)
    {
        const string Key = $"{AgentBusOptions.Section}:{nameof(AgentBusOptions.Authentication)}:{nameof(AuthenticationOptions.CertificateSealFile)}";
        try
        {
            var bytes = File.ReadAllBytes(file);
            return bytes.Length >= KeyBytes ? bytes : throw ConfigurationFault.At(Key, $"names {file}, which is shorter than {KeyBytes} bytes.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationFault.At(Key, $"names {file}, which cannot be read. {e.Message}");
        }
    }
}
