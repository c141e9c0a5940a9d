using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace AgentBus.Dashboard;

/// <summary>
/// Styles, modules and icons, out of the assembly. The folder is named after what is in them, so that browsers keep them for good and never mix two versions,
/// and modules find each other beside themselves. Immutable and thread-safe.
/// </summary>
internal sealed class AssetStore
{
    private const int VersionBytes = 8;

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    private readonly FrozenDictionary<string, Asset> _assets;

    public AssetStore()
    {
        var assembly = typeof(AssetStore).Assembly;
        _assets = assembly.GetManifestResourceNames()
            .Where(static name => Types.ContainsKey(Path.GetExtension(name)))
            .ToFrozenDictionary(static name => name, name => new Asset(Read(assembly, name), Types[Path.GetExtension(name)]), StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, asset) in _assets.OrderBy(static entry => entry.Key, StringComparer.Ordinal))
        {
            hash.AppendData(asset.Bytes);
        }

        Folder = $"{DashboardPaths.Assets}/{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, VersionBytes))}";
    }

    /// <summary>The path of the folder.</summary>
    public string Folder { get; }

    /// <summary>A file; null: there is none of this name.</summary>
    public Asset? Find(string name) => _assets.GetValueOrDefault(name);

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A file.</summary>
    /// <param name="Bytes">What is in it; not to be changed.</param>
    /// <param name="ContentType">What it is.</param>
    internal sealed record Asset(byte[] Bytes, string ContentType);
}
