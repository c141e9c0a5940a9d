using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>A case after a change, with all that belongs to it: stored whole or not at all.</summary>
/// <param name="Case">The case; the store must have the revision before, and none where this is the first.</param>
/// <param name="Parcel">Its message where it is new or changed; null: as it is.</param>
/// <param name="Votes">Votes that were taken now.</param>
/// <param name="Due">When something happens to it by time alone, or is to be done that was not done; null: nothing.</param>
/// <param name="Letters">Its message as dead letters, where it goes nowhere any more.</param>
/// <param name="Evidence">What the ledger is to take up; at least one row where there are letters.</param>
public sealed record CaseChange(
    DeliberationCase Case,
    CaseParcel? Parcel,
    IReadOnlyList<SignedVote> Votes,
    DateTimeOffset? Due,
    IReadOnlyList<DeadLetter> Letters,
    IReadOnlyList<EvidenceRow> Evidence)
{
    /// <summary>Its message as it came, where it is new or changed; null: as it is. It goes with the change after which the case does not keep it.</summary>
    public SealedContent? Raw { get; init; }
}
