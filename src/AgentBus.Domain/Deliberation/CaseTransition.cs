using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>One row of the life of a case.</summary>
/// <param name="From">The state before.</param>
/// <param name="Event">What happens.</param>
/// <param name="To">The state after.</param>
/// <param name="When">When that is so, for people.</param>
public readonly record struct CaseTransition(CaseState From, CaseEvent Event, CaseState To, string When);
