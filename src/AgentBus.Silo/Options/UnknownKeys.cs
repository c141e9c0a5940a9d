using System.Collections;

namespace AgentBus.Silo.Options;

/// <summary>Finds keys of the configuration that no option has: a misspelt limit is a limit that does not hold (CFG-06).</summary>
internal static class UnknownKeys
{
    /// <summary>The keys, in full.</summary>
    /// <param name="section">The section.</param>
    /// <param name="type">The class of options that it is bound to.</param>
    /// <param name="others">Sections in it that are bound elsewhere, with their classes.</param>
    public static IReadOnlyList<string> Find(IConfigurationSection section, Type type, IReadOnlyDictionary<string, Type> others)
    {
        var unknown = new List<string>();
        Collect(section, type, others, unknown);
        return unknown;
    }

    private static void Collect(IConfigurationSection section, Type type, IReadOnlyDictionary<string, Type> others, List<string> unknown)
    {
        foreach (var child in section.GetChildren())
        {
            var known = others.GetValueOrDefault(child.Key)
                ?? Array.Find(type.GetProperties(), property => string.Equals(property.Name, child.Key, StringComparison.OrdinalIgnoreCase))?.PropertyType;
            if (known is null)
            {
                unknown.Add(child.Path);
            }
            else
            {
                Descend(child, known, unknown);
            }
        }
    }

    private static void Descend(IConfigurationSection section, Type type, List<string> unknown)
    {
        if (OptionsProblems.IsOptions(type))
        {
            Collect(section, type, new Dictionary<string, Type>(), unknown);
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>))
        {
            foreach (var entry in section.GetChildren())
            {
                Descend(entry, type.GetGenericArguments()[1], unknown);
            }
        }
        else if (!typeof(IEnumerable).IsAssignableFrom(type) || type == typeof(string))
        {
            unknown.AddRange(section.GetChildren().Select(static child => child.Path));
        }
    }
}
