using System.Reflection;
using System.Runtime.Loader;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Silo.Options;

namespace AgentBus.Silo.Security.Schemes;

/// <summary>Finds the schemes in the assemblies that the configuration names. What is named and cannot be had ends the start: a bus without one of its ways to authenticate is not the one that was configured.</summary>
internal static class SchemeLoader
{
    /// <summary>The classes, at least one for each assembly.</summary>
    /// <exception cref="ConfigurationError">An assembly cannot be loaded or holds no scheme.</exception>
    public static IEnumerable<Type> Load(AuthenticationOptions options)
    {
        foreach (var (index, path) in options.Extensions.Index())
        {
            var key = $"{AgentBusOptions.Section}:{nameof(AgentBusOptions.Authentication)}:{nameof(AuthenticationOptions.Extensions)}:{index}";
            var types = Types(path, key).Where(static type => type is { IsClass: true, IsAbstract: false, IsPublic: true } && type.IsAssignableTo(typeof(ICredentialScheme))).ToList();
            if (types.Count == 0)
            {
                throw ConfigurationFault.At(key, $"names {path}, which has no public class that implements {nameof(ICredentialScheme)}.");
            }

            foreach (var type in types)
            {
                yield return type;
            }
        }
    }

    private static Type[] Types(string path, string key)
    {
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(path)).GetExportedTypes();
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or UnauthorizedAccessException or ReflectionTypeLoadException or TypeLoadException)
        {
            throw ConfigurationFault.At(key, $"names {path}, which cannot be loaded. {e.Message}");
        }
    }
}
