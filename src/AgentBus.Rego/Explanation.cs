namespace AgentBus.Rego;

/// <summary>The outcome of an evaluation with the rules that brought it about.</summary>
/// <param name="Value">The value, or null if it is undefined.</param>
/// <param name="Fired">The rules that held, in the order in which they did, each once.</param>
public sealed record Explanation(RegoValue? Value, IReadOnlyList<FiredRule> Fired);

/// <summary>A rule that held.</summary>
/// <param name="Name">Its path, from data on.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Line">The text of the line where it begins.</param>
public sealed record FiredRule(string Name, SourceLocation? Location, string? Line);
