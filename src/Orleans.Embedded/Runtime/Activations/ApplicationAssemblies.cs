using System.Reflection;

namespace Orleans.Embedded;

/// <summary>Finds grain classes in the assemblies that use this one: those loaded, and what these refer to.</summary>
internal static class ApplicationAssemblies
{
    public static IEnumerable<Type> GrainTypes() => Assemblies()
        .SelectMany(Types)
        .Where(type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && typeof(IGrainBase).IsAssignableFrom(type));

    private static List<Assembly> Assemblies()
    {
        var self = typeof(ApplicationAssemblies).Assembly.GetName().Name;
        var open = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic));
        var seen = open.Select(assembly => assembly.GetName().Name).ToHashSet(StringComparer.Ordinal);
        var found = new List<Assembly>();
        while (open.TryDequeue(out var assembly))
        {
            if (IsFramework(assembly.GetName().Name!))
            {
                continue;
            }

            var references = assembly.GetReferencedAssemblies();
            if (references.Any(reference => reference.Name == self))
            {
                found.Add(assembly);
            }

            foreach (var reference in references.Where(reference => !IsFramework(reference.Name!) && seen.Add(reference.Name)))
            {
                if (Load(reference) is { } loaded)
                {
                    open.Enqueue(loaded);
                }
            }
        }

        return found;
    }

    private static bool IsFramework(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal)
        || name is "System" or "mscorlib" or "netstandard";

    private static Assembly? Load(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception exception) when (exception is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            // A reference that is not there is not used, or its absence shows where it is.
            return null;
        }
    }

    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }
}
