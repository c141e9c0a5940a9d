namespace AgentBus.Domain.Ports;

/// <summary>What became of a draft.</summary>
/// <param name="Outcome">Stored, or why not.</param>
/// <param name="Revision">The context's revision now; 0: there is none, or it is not known.</param>
public sealed record ContextSaved(ContextOutcome Outcome, long Revision);
