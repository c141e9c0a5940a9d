namespace AgentBus.Cli.Connecting;

/// <summary>The path of a question with its parameters. Immutable.</summary>
internal sealed record QueryText(string Text)
{
    /// <summary>With one more; null: without it.</summary>
    public QueryText With(string name, string? value) =>
        value is null ? this : new QueryText($"{Text}{(Text.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}");

    public override string ToString() => Text;
}
