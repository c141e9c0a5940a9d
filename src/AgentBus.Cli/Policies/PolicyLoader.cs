using AgentBus.Rego;

namespace AgentBus.Cli.Policies;

/// <summary>Compiles what the paths of a command line hold, tests among it, as one policy.</summary>
internal static class PolicyLoader
{
    /// <exception cref="PolicyLoadException">Something does not compile.</exception>
    public static LoadedPolicy Load(IReadOnlyList<FileSystemInfo> paths, RegoValue? data = null)
    {
        var errors = new List<RegoError>();
        var sources = paths.Select(p => Attempt(() => PolicySource.Read(p), errors)).OfType<PolicySource>().ToList();
        var modules = sources.SelectMany(static s => s.Modules).DistinctBy(static m => m.Name).ToList();
        errors.AddRange(Alone(modules, RegoErrorCode.Parse));
        if (errors.Count == 0)
        {
            var documents = sources.Select(static s => s.Data).Concat(data is null ? [] : [data]).Aggregate(Document.Merge);
            if (Attempt(() => PolicyCompiler.Compile(modules, documents), errors) is { } policy && Attempt(() => Bundled(sources), errors) is not null)
            {
                return new LoadedPolicy(policy, modules.Count);
            }

            errors.AddRange(Alone(modules, RegoErrorCode.UnsafeVariable));
        }

        throw new PolicyLoadException([.. errors.DistinctBy(static e => e.Message)]);
    }

    /// <summary>Errors of one code that a module has by itself, whatever the others hold.</summary>
    private static IEnumerable<RegoError> Alone(List<PolicyModule> modules, string code)
    {
        var errors = new List<RegoError>();
        modules.ForEach(m => Attempt(() => PolicyCompiler.Compile(m), errors));
        return errors.Where(e => e.Code == code);
    }

    /// <summary>What holds for bundles only: disjoint roots, and no document where a rule stands. Folders without a manifest may overlap.</summary>
    private static object Bundled(List<PolicySource> sources)
    {
        var bundles = sources.Select(static s => s.Bundle).OfType<PolicyBundle>().ToList();
        if (bundles.Count == sources.Count && (bundles.Count == 1 || !bundles.Exists(static b => b.Roots.Contains(string.Empty))))
        {
            return PolicyBundle.Compile(bundles, includeTests: true);
        }

        return bundles;
    }

    private static T? Attempt<T>(Func<T> step, List<RegoError> errors)
        where T : class
    {
        try
        {
            return step();
        }
        catch (RegoError error)
        {
            errors.Add(error);
            return null;
        }
    }
}
