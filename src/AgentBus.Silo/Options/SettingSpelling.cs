namespace AgentBus.Silo.Options;

/// <summary>Another name of a setting, as one of the products has it that users may come from.</summary>
/// <param name="Name">The name: a variable of the environment, or a key of a file.</param>
/// <param name="Key">The setting that it stands for; null: this version has no use for it.</param>
/// <param name="Source">The requirement that names it.</param>
/// <param name="Note">Why there is no use for it; empty where there is.</param>
internal sealed record SettingSpelling(string Name, string? Key, string Source, string Note = "")
{
    /// <summary>It stands for all names that begin as it does.</summary>
    public const string All = ":*";

    /// <summary>Tells whether a key, or a section, is meant.</summary>
    public bool Covers(string key) =>
        string.Equals(key, Name, StringComparison.OrdinalIgnoreCase)
        || (Name.EndsWith(All, StringComparison.Ordinal) && key.StartsWith(Name[..^1], StringComparison.OrdinalIgnoreCase));
}
