using Microsoft.Extensions.Configuration.Json;

namespace AgentBus.Silo.Options;

/// <summary>
/// Looks at what stands beside the section AgentBus. The environment holds much that is not ours, so there only names that begin as ours
/// do are held against the list; in files, every section is.
/// </summary>
internal static class RootScan
{
    private const string OfSource = "ARQONBUS_";
    private static readonly string[] Sections = [AgentBusOptions.Section, "Logging", "$schema"];

    /// <summary>Known names for which this version has no use.</summary>
    public static IReadOnlyList<SettingSpelling> Unused(IConfiguration configuration) =>
    [
        .. configuration.AsEnumerable()
            .Where(static pair => !string.IsNullOrEmpty(pair.Value))
            .Select(static pair => SettingSpellings.Find(pair.Key))
            .OfType<SettingSpelling>()
            .Where(static spelling => spelling.Key is null)
            .Distinct()
            .OrderBy(static spelling => spelling.Name, StringComparer.Ordinal),
    ];

    /// <summary>Names that are none.</summary>
    public static IEnumerable<UnknownSetting> Unknown(IConfiguration configuration)
    {
        var names = SettingSpellings.All.Select(static spelling => spelling.Name).ToList();
        foreach (var variable in configuration.GetChildren().Select(static child => child.Key))
        {
            if (variable.StartsWith(OfSource, StringComparison.OrdinalIgnoreCase) && SettingSpellings.Find(variable) is null && !IsFile(variable))
            {
                yield return new UnknownSetting(variable, NearestName.Of(variable, names));
            }
        }

        var files = (configuration as IConfigurationRoot)?.Providers.OfType<JsonConfigurationProvider>() ?? [];
        foreach (var section in files.SelectMany(static file => file.GetChildKeys([], null)).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!Sections.Contains(section, StringComparer.OrdinalIgnoreCase) && !names.Exists(name => IsOrBegins(name, section)))
            {
                yield return new UnknownSetting(section, NearestName.Of(section, Sections));
            }
        }
    }

    private static bool IsFile(string variable) =>
        SettingSpellings.All.Any(spelling => spelling.Key is not null && SecretFiles.KeysOf(spelling.Name).Contains(variable, StringComparer.OrdinalIgnoreCase));

    private static bool IsOrBegins(string name, string section) =>
        string.Equals(name, section, StringComparison.OrdinalIgnoreCase) || name.StartsWith($"{section}:", StringComparison.OrdinalIgnoreCase);
}
