using System.Security.Cryptography;
using System.Text;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using AgentBus.Silo.Options;

namespace AgentBus.Silo.Ledger;

/// <summary>
/// The keys that answer for the ledgers (SEC-20): those of the settings, read when the silo is built; or, in Development where none is named, one that
/// is made at its first use in the data directory, for its user only, and stays. Thread-safe.
/// </summary>
internal sealed class LedgerKeys : ITreeHeadSigner
{
    private const string OwnKeyFile = "ledger-key.pem";
    private const string Key = $"{AgentBusOptions.Section}:Ledger:{nameof(LedgerOptions.Keys)}";
    private readonly Lazy<LedgerKeyRing> _ring;

    /// <summary>Reads the keys.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="dataDirectory">Where a key is made.</param>
    /// <param name="canMakeKey">This is no production.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ConfigurationError">A key cannot be used, or there is none that signs now.</exception>
    public LedgerKeys(LedgerOptions options, string dataDirectory, bool canMakeKey, DateTimeOffset now)
    {
        if (options.Keys.Count == 0 && canMakeKey)
        {
            // Later: a check of the configuration writes nothing.
            _ring = new Lazy<LedgerKeyRing>(() => new LedgerKeyRing(options.Origin, [ReadOrMake(Path.Combine(dataDirectory, OwnKeyFile))]));
            return;
        }

        if (options.Keys.Count == 0)
        {
            throw ConfigurationFault.At(
                Key, "names no key. Name the ECDSA P-256 key that signs the ledger's heads (openssl ecparam -name prime256v1 -genkey -noout), or start with --environment Development --demo to try the bus out.");
        }

        var ring = new LedgerKeyRing(options.Origin, [.. options.Keys.Select(static key => Read(key.Key, key.Value))]);
        if (ring.SignerAt(now) is null)
        {
            throw ConfigurationFault.At(Key, "has no key that signs now: each is a public one, or not valid yet or any more.");
        }

        _ring = new Lazy<LedgerKeyRing>(ring);
    }

    /// <summary>The keys.</summary>
    public LedgerKeyRing Ring => _ring.Value;

    /// <inheritdoc/>
    public SignedTreeHead? Sign(string tenant, TreeHead head, DateTimeOffset at) => Ring.Sign(tenant, head, at);

    /// <inheritdoc/>
    public SignedTreeHead? Verify(string tenant, string note) =>
        Ring.Check(tenant, note) is { Verdict: CheckpointVerdict.Valid } check ? check.Head : null;

    private static LedgerKey Read(string name, LedgerKeyOptions key)
    {
        try
        {
            return LedgerKey.FromPem(File.ReadAllText(key.File), key.ValidFrom, key.ValidUntil);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw ConfigurationFault.At($"{Key}:{name}:{nameof(LedgerKeyOptions.File)}", $"names {key.File}, which cannot be used. {e.Message}");
        }
    }

    private static LedgerKey ReadOrMake(string path)
    {
        if (File.Exists(path))
        {
            return LedgerKey.FromPem(File.ReadAllText(path));
        }

        var made = LedgerKey.Generate();
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, creation);
        file.Write(Encoding.ASCII.GetBytes(made.ExportPrivatePem()));
        return made;
    }
}
