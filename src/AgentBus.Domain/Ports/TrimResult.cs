namespace AgentBus.Domain.Ports;

/// <summary>What a trim did.</summary>
/// <param name="Outcome">Committed, or why nothing was done.</param>
/// <param name="First">The oldest sequence that is left; one after the last where none is.</param>
/// <param name="Messages">Messages removed.</param>
/// <param name="Bytes">Bytes that they took.</param>
public sealed record TrimResult(AppendOutcome Outcome, long First, int Messages, long Bytes);
