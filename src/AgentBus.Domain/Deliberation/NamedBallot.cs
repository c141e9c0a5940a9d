using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>A vote that says itself which case it is on.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Ballot">The vote.</param>
public sealed record NamedBallot(string CaseId, VoteBallot Ballot);
