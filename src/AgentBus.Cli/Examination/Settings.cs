using System.Globalization;
using AgentBus.Cli.Serving;

namespace AgentBus.Cli.Examination;

/// <summary>The settings of the silo, by their keys below AgentBus.</summary>
internal sealed class Settings(IReadOnlyList<SiloSetting> all)
{
    private const string Section = "AgentBus:";

    /// <summary>A value; empty where it is not set.</summary>
    public string this[string key] => all.FirstOrDefault(setting => setting.Key == Section + key)?.Value ?? "";

    /// <summary>None could be read.</summary>
    public bool AreUnknown => all.Count == 0;

    /// <summary>The values of a list.</summary>
    public IEnumerable<string> List(string key) =>
        all.Where(setting => setting.Key.StartsWith($"{Section}{key}:", StringComparison.Ordinal) && setting.Value.Length > 0).Select(static setting => setting.Value);

    /// <summary>A number; 0 where it is none.</summary>
    public int Number(string key) => int.TryParse(this[key], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
