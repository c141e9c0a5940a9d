using AgentBus.Rego.Bundles;

namespace AgentBus.Rego;

/// <summary>
/// Policies and their data as one unit: .rego files, data.json and data.yaml (mounted below data at the path of their folder) and a .manifest.
/// Immutable; a bundle that cannot be read whole is not read at all.
/// </summary>
public sealed class PolicyBundle
{
    internal PolicyBundle(string revision, BundleManifest manifest, IReadOnlyList<PolicyModule> modules, RegoValue data)
    {
        Revision = revision;
        Label = manifest.Label;
        Roots = manifest.Roots;
        Modules = modules;
        Data = data;
    }

    /// <summary>The SHA-256 of all files with their paths, in lower-case hex: the same content has the same revision.</summary>
    public string Revision { get; }

    /// <summary>The revision that the manifest names, or null.</summary>
    public string? Label { get; }

    /// <summary>The paths below data that the bundle owns, with slashes; the empty path owns all.</summary>
    public IReadOnlyList<string> Roots { get; }

    /// <summary>The modules, tests among them, in the order of their paths.</summary>
    public IReadOnlyList<PolicyModule> Modules { get; }

    /// <summary>The documents of the bundle.</summary>
    public RegoValue Data { get; }

    /// <summary>Reads a folder with all below it.</summary>
    /// <exception cref="RegoError">A file cannot be read, is no valid data or lies outside of the roots.</exception>
    public static PolicyBundle FromFolder(string path) => BundleReader.Read(BundleFiles.OfFolder(path));

    /// <summary>Reads a tar archive compressed with gzip.</summary>
    /// <exception cref="RegoError">The archive is damaged or too large, or its content is no bundle.</exception>
    public static PolicyBundle FromArchive(Stream archive) => BundleReader.Read(BundleFiles.OfArchive(archive));

    /// <summary>Reads a tar archive compressed with gzip.</summary>
    /// <exception cref="RegoError">The archive is damaged or too large, or its content is no bundle.</exception>
    public static PolicyBundle FromArchive(ReadOnlyMemory<byte> archive)
    {
        using var stream = new MemoryStream(archive.ToArray(), writable: false);
        return FromArchive(stream);
    }

    /// <summary>Writes a folder as an archive; the same files give the same bytes.</summary>
    /// <exception cref="RegoError">The folder is no bundle.</exception>
    public static void WriteArchive(string folder, Stream archive)
    {
        var files = BundleFiles.OfFolder(folder);
        BundleReader.Read(files);
        BundleFiles.Write(files, archive);
    }

    /// <summary>Compiles bundles into one policy.</summary>
    /// <param name="bundles">The bundles; no two may own the same path.</param>
    /// <param name="includeTests">Whether modules named *_test.rego are part of the policy.</param>
    /// <exception cref="RegoError">Roots conflict, a rule and a document have the same path, or the modules do not compile.</exception>
    public static CompiledPolicy Compile(IReadOnlyList<PolicyBundle> bundles, bool includeTests = false)
    {
        ArgumentNullException.ThrowIfNull(bundles);
        BundleRoots.RequireDisjoint(bundles);
        var modules = bundles.SelectMany(b => b.Modules).Where(m => includeTests || !m.Name.EndsWith("_test.rego", StringComparison.Ordinal));
        var data = bundles.Select(b => b.Data).Aggregate(DocumentTree.Merge);
        var policy = PolicyCompiler.Compile(modules, data);
        return policy.Shadowed() is { } rule
            ? throw new RegoError(RegoErrorCode.Bundle, $"{rule.Location}: rule {rule.Name} and a document of the bundle have the same path")
            : policy;
    }

    /// <summary>Compiles the bundle.</summary>
    /// <exception cref="RegoError">The modules do not compile.</exception>
    public CompiledPolicy Compile(bool includeTests = false) => Compile([this], includeTests);
}
