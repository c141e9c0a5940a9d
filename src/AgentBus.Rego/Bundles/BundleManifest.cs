using AgentBus.Rego.Values;

namespace AgentBus.Rego.Bundles;

/// <summary>What a .manifest says.</summary>
internal sealed record BundleManifest(string? Label, IReadOnlyList<string> Roots)
{
    public static BundleManifest Default { get; } = new(null, [string.Empty]);

    public static BundleManifest Parse(RegoValue manifest)
    {
        if (manifest is not RegoObject)
        {
            throw new RegoError(RegoErrorCode.Bundle, ".manifest: must be an object");
        }

        if (manifest["rego_version"] is { } version && version.AsInt64 != 1)
        {
            throw new RegoError(RegoErrorCode.Bundle, $".manifest: rego_version must be 1 but is {version}");
        }

        var roots = manifest["roots"] is { } given
            ? given.Items.Select(r => r.AsString?.Trim('/') ?? throw new RegoError(RegoErrorCode.Bundle, ".manifest: roots must be strings")).ToList()
            : [string.Empty];
        for (var i = 0; i < roots.Count; i++)
        {
            if (roots.Skip(i + 1).FirstOrDefault(r => BundleRoots.Overlap(r, roots[i])) is { } other)
            {
                throw new RegoError(RegoErrorCode.Bundle, $".manifest: the roots '{roots[i]}' and '{other}' overlap");
            }
        }

        return new BundleManifest(manifest["revision"]?.AsString, roots);
    }
}
