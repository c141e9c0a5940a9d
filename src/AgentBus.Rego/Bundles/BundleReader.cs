using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AgentBus.Rego.Syntax;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Bundles;

/// <summary>Makes a bundle of files.</summary>
internal static class BundleReader
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public static PolicyBundle Read(SortedDictionary<string, byte[]> files)
    {
        var manifest = files.TryGetValue(".manifest", out var text) ? BundleManifest.Parse(Document(".manifest", text)) : BundleManifest.Default;
        var modules = new List<PolicyModule>();
        RegoValue data = RegoObject.Empty;
        foreach (var (path, content) in files)
        {
            if (path.EndsWith(".rego", StringComparison.Ordinal))
            {
                modules.Add(Module(path, content, manifest));
            }
            else if (path != ".manifest")
            {
                var folder = path.Split('/').SkipLast(1);
                var document = DocumentTree.Mount(folder, Document(path, content));
                foreach (var leaf in DocumentTree.Leaves(document, string.Empty).Where(l => l.Length > 0))
                {
                    BundleRoots.RequireInside(manifest.Roots, leaf, path);
                }

                data = DocumentTree.Merge(data, document);
            }
        }

        return new PolicyBundle(Hash(files), manifest, modules, data);
    }

    private static PolicyModule Module(string path, byte[] content, BundleManifest manifest)
    {
        var source = Text(path, content);
        BundleRoots.RequireInside(manifest.Roots, string.Join('/', Parser.ParseModule(path, source).Package), path);
        return new PolicyModule(path, source);
    }

    private static RegoValue Document(string path, byte[] content)
    {
        try
        {
            var text = Text(path, content);
            return path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal)
                ? YamlText.Parse(text)
                : JsonText.Parse(text);
        }
        catch (FormatException error)
        {
            throw new RegoError(RegoErrorCode.Bundle, $"{path}: {error.Message}", inner: error);
        }
    }

    private static string Text(string path, byte[] content)
    {
        try
        {
            return Utf8.GetString(content);
        }
        catch (DecoderFallbackException error)
        {
            throw new RegoError(RegoErrorCode.Bundle, $"{path}: is not UTF-8", inner: error);
        }
    }

    private static string Hash(SortedDictionary<string, byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path + "\n" + content.Length.ToString(CultureInfo.InvariantCulture) + "\n"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
