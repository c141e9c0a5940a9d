namespace AgentBus.Cli.Serving;

/// <summary>What the silo printed, and how it ended.</summary>
internal sealed record SiloAnswer(int Code, string Output, string Error)
{
    private const string WarningMark = "warning: ";

    /// <summary>It ended well.</summary>
    public bool IsOk => Code == 0;

    /// <summary>What it warned of.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. Lines(Output).Where(static line => line.StartsWith(WarningMark, StringComparison.Ordinal)).Select(static line => line[WarningMark.Length..])];

    /// <summary>What it failed at; empty: it did not.</summary>
    public string Problem => IsOk ? "" : string.Join(' ', Lines(Error.Length > 0 ? Error : Output));

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
