namespace AgentBus.Silo.Options;

/// <summary>What a configuration holds.</summary>
/// <param name="Options">The section, right in every value.</param>
/// <param name="Unknown">Keys that no option has.</param>
/// <param name="Unused">Names that are known, and for which this version has no use.</param>
internal sealed record SettingsReport(AgentBusOptions Options, IReadOnlyList<UnknownSetting> Unknown, IReadOnlyList<SettingSpelling> Unused);
