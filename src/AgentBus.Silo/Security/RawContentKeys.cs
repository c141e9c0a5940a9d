using System.Security.Cryptography;
using System.Text;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Silo.Options;

namespace AgentBus.Silo.Security;

/// <summary>
/// The keys that encrypt what is kept of held messages as they came: those of the settings, read when the silo is built; or, in Development where none is
/// named, one that is made at its first use in the data directory, for its user only, and stays. Thread-safe.
/// </summary>
internal sealed class RawContentKeys : IRawContentSeal
{
    private const string OwnKeyFile = "raw-content.key";
    private const string Section = $"{AgentBusOptions.Section}:{nameof(AgentBusOptions.RawContent)}";
    private readonly Lazy<RawContentKeyRing> _ring;

    /// <summary>Reads the keys.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="canMakeKey">This is no production.</param>
    /// <exception cref="Model.ConfigurationError">A key cannot be used, or a declared tenant keeps raw content and there is none.</exception>
    public RawContentKeys(AgentBusOptions options, bool canMakeKey)
    {
        var raw = options.RawContent;
        if (raw.KeyFile.Length == 0 && raw.FormerKeyFiles.Count > 0)
        {
            throw ConfigurationFault.At($"{Section}:{nameof(raw.KeyFile)}", $"names no key, and {nameof(raw.FormerKeyFiles)} only decrypt.");
        }

        if (raw.KeyFile.Length == 0 && canMakeKey)
        {
            // Later: a check of the configuration writes nothing.
            _ring = new Lazy<RawContentKeyRing>(() => new RawContentKeyRing(ReadOrMake(Path.Combine(options.DataDir, OwnKeyFile))));
            return;
        }

        if (raw.KeyFile.Length == 0 && options.Tenants.FirstOrDefault(static tenant => tenant.Value.Deliberation is { KeepRawContent: true }).Key is { } tenant)
        {
            throw ConfigurationFault.At(
                $"{Section}:{nameof(raw.KeyFile)}", $"names no key, and the tenant {tenant} keeps raw content. Name a file with 32 random bytes as base64 (openssl rand -base64 32), outside the data directory.");
        }

        _ring = new Lazy<RawContentKeyRing>(raw.KeyFile.Length == 0
            ? new RawContentKeyRing()
            : new RawContentKeyRing([
                Read(raw.KeyFile, $"{Section}:{nameof(raw.KeyFile)}"),
                .. raw.FormerKeyFiles.Select(static (file, i) => Read(file, $"{Section}:{nameof(RawContentOptions.FormerKeyFiles)}:{i}"))]));
    }

    /// <inheritdoc/>
    public SealedContent? Seal(RawContentBinding binding, ReadOnlySpan<byte> content) => _ring.Value.Seal(binding, content);

    /// <inheritdoc/>
    public OpenedContent? Open(RawContentBinding binding, SealedContent content) => _ring.Value.Open(binding, content);

    private static RawContentKey Read(string path, string key) =>
        RawContentKey.Read(SecretFiles.Read(path, key)) ?? throw ConfigurationFault.At(key, $"names {path}, which does not hold 32 bytes as base64 (openssl rand -base64 32).");

    private static RawContentKey ReadOrMake(string path)
    {
        if (!File.Exists(path))
        {
            var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new FileStream(path, creation);
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(RawContentKey.Size))));
        }

        return Read(path, $"{AgentBusOptions.Section}:{nameof(AgentBusOptions.DataDir)}");
    }
}
