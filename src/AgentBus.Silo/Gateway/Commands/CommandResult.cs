namespace AgentBus.Silo.Gateway.Commands;

/// <summary>What a command answers.</summary>
/// <param name="Values">Names and values.</param>
internal sealed record CommandResult(IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Done, and nothing to tell.</summary>
    public static CommandResult Done { get; } = new(new Dictionary<string, string>());
}
