namespace AgentBus.Silo.Options;

/// <summary>A key that no option has.</summary>
/// <param name="Key">The key in full.</param>
/// <param name="Nearest">What may have been meant; null: nothing is near.</param>
internal sealed record UnknownSetting(string Key, string? Nearest)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => Nearest is null
        ? $"{Key}: no such setting; docs/configuration.md lists them."
        : $"{Key}: no such setting; did you mean {Nearest}?";
}
