using System.Collections.Immutable;

namespace AgentBus.Domain.Deliberation;

/// <summary>A case after something happened to it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Facts">What happened, in order; one step may be several: a vote, and the decision that it brought.</param>
public sealed record CaseStep(DeliberationCase Case, ImmutableArray<CaseFact> Facts);
