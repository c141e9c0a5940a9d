using System.Collections;
using System.ComponentModel;

namespace AgentBus.Silo.Options;

/// <summary>
/// Holds the keys of the configuration against the classes of options, since the binder passes over what it does not understand: a misspelt
/// limit is a limit that does not hold, and a channel with a misspelt value would be missing (CFG-06).
/// </summary>
internal sealed class SettingsScan
{
    private readonly List<string> _unknown = [];
    private readonly List<string> _wrong = [];

    /// <summary>Looks a section through.</summary>
    /// <param name="section">The section.</param>
    /// <param name="type">The class of options that it is bound to.</param>
    /// <param name="others">Sections in it that are bound elsewhere, with their classes.</param>
    public SettingsScan(IConfigurationSection section, Type type, IReadOnlyDictionary<string, Type> others) => Collect(section, type, others);

    /// <summary>Keys that no option has.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    /// <summary>Values that are not of their option's type, one line each.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    private void Collect(IConfigurationSection section, Type type, IReadOnlyDictionary<string, Type> others)
    {
        foreach (var child in section.GetChildren())
        {
            var known = others.GetValueOrDefault(child.Key)
                ?? Array.Find(type.GetProperties(), property => string.Equals(property.Name, child.Key, StringComparison.OrdinalIgnoreCase))?.PropertyType;
            if (known is null)
            {
                _unknown.Add(child.Path);
            }
            else
            {
                Descend(child, known);
            }
        }
    }

    private void Descend(IConfigurationSection section, Type type)
    {
        if (OptionsProblems.IsOptions(type))
        {
            Collect(section, type, new Dictionary<string, Type>());
        }
        else if (ItemType(type) is { } item)
        {
            foreach (var entry in section.GetChildren())
            {
                Descend(entry, item);
            }
        }
        else
        {
            _unknown.AddRange(section.GetChildren().Select(static child => child.Path));
            CheckValue(section, Nullable.GetUnderlyingType(type) ?? type);
        }
    }

    private static Type? ItemType(Type type) =>
        type == typeof(string) ? null
        : type.IsArray ? type.GetElementType()
        : type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[^1]
        : null;

    private void CheckValue(IConfigurationSection section, Type type)
    {
        try
        {
            if (!string.IsNullOrEmpty(section.Value))
            {
                TypeDescriptor.GetConverter(type).ConvertFromInvariantString(section.Value);
            }
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException)
        {
            var expected = type.IsEnum ? string.Join(", ", Enum.GetNames(type)) : type.Name;
            _wrong.Add($"{section.Path}: \"{section.Value}\" is none of: {expected}.");
        }
    }
}
