using AgentBus.Rego;

namespace AgentBus.Cli.Policies;

/// <summary>One test rule and how it ended.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Printed">The lines that it printed.</param>
/// <param name="Error">What went wrong, if the evaluation failed.</param>
/// <param name="Fired">The rules that held in it.</param>
internal sealed record PolicyTestResult(
    PolicyRule Rule, TestOutcome Outcome, TimeSpan Duration, IReadOnlyList<string> Printed, string? Error, IReadOnlyList<FiredRule> Fired);
