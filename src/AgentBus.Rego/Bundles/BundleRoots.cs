namespace AgentBus.Rego.Bundles;

/// <summary>Which bundle owns which paths below data.</summary>
internal static class BundleRoots
{
    public static bool Overlap(string left, string right) => Contains(left, right) || Contains(right, left);

    /// <summary>Whether the path is the root or lies below it.</summary>
    public static bool Contains(string root, string path) =>
        root.Length == 0 || path == root || (path.StartsWith(root, StringComparison.Ordinal) && path[root.Length] == '/');

    public static void RequireDisjoint(IReadOnlyList<PolicyBundle> bundles)
    {
        for (var i = 0; i < bundles.Count; i++)
        {
            for (var j = i + 1; j < bundles.Count; j++)
            {
                var conflict = bundles[i].Roots.SelectMany(l => bundles[j].Roots.Where(r => Overlap(l, r)).Select(r => (l, r))).ToList();
                if (conflict.Count > 0)
                {
                    throw new RegoError(RegoErrorCode.Bundle, $"two bundles have conflicting roots: '{conflict[0].l}' and '{conflict[0].r}'");
                }
            }
        }
    }

    /// <summary>Fails unless every document and package lies below a root.</summary>
    public static void RequireInside(IReadOnlyList<string> roots, string path, string file)
    {
        if (!roots.Any(r => Contains(r, path)))
        {
            throw new RegoError(RegoErrorCode.Bundle, $"{file}: '{path}' lies outside of the roots of the bundle ({string.Join(", ", roots)})");
        }
    }
}
