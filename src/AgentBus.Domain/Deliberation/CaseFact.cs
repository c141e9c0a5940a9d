using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>Something that happened to a case, for its history and for the ledger.</summary>
/// <param name="Event">What.</param>
/// <param name="By">Who did it; the bus's own name where nobody did.</param>
/// <param name="Detail">More about it, in words.</param>
/// <param name="Vote">The vote, where it is one.</param>
public sealed record CaseFact(CaseEvent Event, string By, string Detail, SignedVote? Vote = null)
{
    /// <summary>What the ledger names the content by that somebody looked at, in hex; empty: nobody did.</summary>
    public string Commitment { get; init; } = "";
}
