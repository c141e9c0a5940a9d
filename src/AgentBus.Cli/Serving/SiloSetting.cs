namespace AgentBus.Cli.Serving;

/// <summary>A setting in effect, as the silo's --config-show prints it: <c>key = value  # origin</c>.</summary>
internal sealed record SiloSetting(string Key, string Value, string Origin)
{
    private const string Sets = " = ";
    private const string Comes = "  # ";

    public static IReadOnlyList<SiloSetting> ReadAll(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => TryRead(line.TrimEnd('\r'))).OfType<SiloSetting>()];

    private static SiloSetting? TryRead(string line)
    {
        var (sets, comes) = (line.IndexOf(Sets, StringComparison.Ordinal), line.LastIndexOf(Comes, StringComparison.Ordinal));
        return line.StartsWith('#') || sets < 0 || comes < sets
            ? null
            : new SiloSetting(line[..sets], comes < sets + Sets.Length ? "" : line[(sets + Sets.Length)..comes], line[(comes + Comes.Length)..]);
    }
}
