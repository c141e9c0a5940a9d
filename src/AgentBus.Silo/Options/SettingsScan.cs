using System.ComponentModel;

namespace AgentBus.Silo.Options;

/// <summary>
/// Holds the keys of the configuration against the classes of options, since the binder passes over what it does not understand: a misspelt
/// limit is a limit that does not hold, and a channel with a misspelt value would be missing (CFG-06).
/// </summary>
internal sealed class SettingsScan
{
    private static readonly Dictionary<string, Type> None = [];

    private readonly List<UnknownSetting> _unknown = [];
    private readonly List<string> _wrong = [];

    /// <summary>Looks a section through.</summary>
    /// <param name="section">The section.</param>
    /// <param name="type">The class of options that it is bound to.</param>
    /// <param name="others">Sections in it that are bound elsewhere, with their classes.</param>
    public SettingsScan(IConfigurationSection section, Type type, IReadOnlyDictionary<string, Type> others) => Collect(section, type, others);

    /// <summary>Keys that no option has.</summary>
    public IReadOnlyList<UnknownSetting> Unknown => _unknown;

    /// <summary>Values that are not of their option's type, one line each.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    private void Collect(IConfigurationSection section, Type type, IReadOnlyDictionary<string, Type> others)
    {
        foreach (var child in section.GetChildren())
        {
            if (SettingsCatalog.Derived.TryGetValue(child.Path, out var decider))
            {
                _unknown.Add(new UnknownSetting(child.Path, decider));
            }
            else if (Known(child.Key, type, others) is { } known)
            {
                Descend(child, known);
            }
            else if (!SecretFiles.NamesSecret(child.Path))
            {
                _unknown.Add(new UnknownSetting(child.Path, Nearest(child, type, others)));
            }
        }
    }

    private static Type? Known(string name, Type type, IReadOnlyDictionary<string, Type> others) =>
        others.GetValueOrDefault(name)
        ?? SettingsCatalog.Properties(type).FirstOrDefault(property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))?.PropertyType;

    private static string? Nearest(IConfigurationSection unknown, Type type, IReadOnlyDictionary<string, Type> others)
    {
        var sibling = NearestName.Of(unknown.Key, SettingsCatalog.Properties(type).Select(static property => property.Name).Concat(others.Keys));

        // A right name in the wrong section, else.
        return sibling is not null
            ? $"{unknown.Path[..^unknown.Key.Length]}{sibling}"
            : SettingsCatalog.All.FirstOrDefault(setting => string.Equals(setting.Property.Name, unknown.Key, StringComparison.OrdinalIgnoreCase))?.Key;
    }

    private void Descend(IConfigurationSection section, Type type)
    {
        if (OptionTypes.IsOptions(type))
        {
            Collect(section, type, None);
        }
        else if (OptionTypes.Item(type) is { } item)
        {
            foreach (var entry in section.GetChildren())
            {
                Descend(entry, item);
            }
        }
        else
        {
            _unknown.AddRange(section.GetChildren().Select(static child => new UnknownSetting(child.Path, null)));
            CheckValue(section, OptionTypes.Plain(type));
        }
    }

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
