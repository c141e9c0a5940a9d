using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace AgentBus.Silo.Options;

/// <summary>Looks options through, down to the last nested one, and names what is out of range by its key (CFG-06, ERR-07).</summary>
internal static class OptionsProblems
{
    /// <summary>What is wrong, one line each; empty: nothing.</summary>
    public static IReadOnlyList<string> Find(object options, string key)
    {
        var problems = new List<string>();
        Collect(options, key, problems);
        return problems;
    }

    private static void Collect(object options, string key, List<string> problems)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var value = property.GetValue(options);
            var path = $"{key}:{property.Name}";
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
            {
                if (!rule.IsValid(value))
                {
                    problems.Add($"{path}: {rule.FormatErrorMessage(property.Name)}");
                }
            }

            CollectNested(value, path, problems);
        }
    }

    private static void CollectNested(object? value, string path, List<string> problems)
    {
        if (value is IDictionary entries)
        {
            foreach (DictionaryEntry entry in entries)
            {
                CollectNested(entry.Value, $"{path}:{entry.Key}", problems);
            }
        }
        else if (value is not null && OptionTypes.IsOptions(value.GetType()))
        {
            Collect(value, path, problems);
        }
    }
}
