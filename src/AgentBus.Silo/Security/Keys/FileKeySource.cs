using System.Security.Cryptography;
using AgentBus.Model;
using AgentBus.Silo.Options;

namespace AgentBus.Silo.Security.Keys;

/// <summary>A key file, read anew when its content changes.</summary>
/// <param name="path">The file.</param>
/// <param name="setting">The setting that names it.</param>
/// <param name="period">How often to look.</param>
internal sealed class FileKeySource(string path, string setting, TimeSpan period) : IKeySource
{
    private byte[] _digest = [];

    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public TimeSpan Period => period;

    /// <inheritdoc/>
    public bool IsRemote => false;

    /// <summary>Reads it at the start, when a file that cannot be used is a fault of the configuration.</summary>
    /// <exception cref="ConfigurationError">It cannot be used.</exception>
    public IReadOnlyList<SigningKey> ReadFirst()
    {
        try
        {
            return Read()!;
        }
        catch (KeySourceException e)
        {
            throw ConfigurationFault.At(setting, $"names {path}, which cannot be used. {e.Message}");
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SigningKey>?> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Read());

    private IReadOnlyList<SigningKey>? Read()
    {
        try
        {
            var digest = SHA256.HashData(File.ReadAllBytes(path));
            if (digest.AsSpan().SequenceEqual(_digest))
            {
                return null;
            }

            var keys = SigningKeyFile.Read(path);
            _digest = digest;
            return keys;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new KeySourceException(e.Message, e);
        }
    }
}
