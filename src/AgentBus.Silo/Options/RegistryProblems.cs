using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>What is wrong with the outside registries taken together.</summary>
internal static class RegistryProblems
{
    private const string Registries = $"{AgentBusOptions.Section}:{nameof(AgentBusOptions.Registries)}";

    /// <summary>The problems, each with its key.</summary>
    public static IEnumerable<string> Find(AgentBusOptions options)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, registry) in options.Registries)
        {
            if (!IdGrammar.IsValid(name))
            {
                yield return $"{Registries}:{name}: the name is no id: 1 to 64 of A-Z a-z 0-9 _ -.";
            }

            if (registry.Tenant.Length > 0 && !IdGrammar.IsValid(registry.Tenant))
            {
                yield return $"{Registries}:{name}:{nameof(RegistryOptions.Tenant)}: is no id: 1 to 64 of A-Z a-z 0-9 _ -.";
            }

            if (registry.ImportFile.Length + registry.PublishFile.Length == 0)
            {
                yield return $"{Registries}:{name}:{nameof(RegistryOptions.ImportFile)}: needs a file, or {nameof(RegistryOptions.PublishFile)} does.";
            }

            if (registry.PublishFile.Length > 0 && !written.Add(Path.GetFullPath(registry.PublishFile)))
            {
                yield return $"{Registries}:{name}:{nameof(RegistryOptions.PublishFile)}: another registry writes to this file.";
            }
        }

        foreach (var (name, registry) in options.Registries.Where(one => one.Value.ImportFile.Length > 0 && written.Contains(Path.GetFullPath(one.Value.ImportFile))))
        {
            yield return $"{Registries}:{name}:{nameof(RegistryOptions.ImportFile)}: {registry.ImportFile} is written by the bus itself.";
        }
    }
}
