using System.Security.Cryptography;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;
using static AgentBus.Domain.Tests.Deliberation.CaseScene;

namespace AgentBus.Domain.Tests.Deliberation;

/// <summary>Whoever did not get the answer to a vote sends it again: neither lost nor doubled.</summary>
public sealed class RepeatedVoteTests
{
    private static readonly ReviewRule Two = new() { Name = "two", Quorum = 2 };
    private static readonly VoteBallot Signed = Ballot(VoteChoice.Approve, "fine") with { KeyId = "key-1", Signature = "c2ln" };

    private static readonly DeliberationSettings Keyed = Settings() with { Keys = [new ReviewerKey("key-1", "ann", "", ReviewerKeyState.Active, Start, "second")] };

    [Fact]
    public void The_very_vote_that_stands_changes_nothing_when_it_comes_again()
    {
        var voted = Vote(Open(Two), Signed).Value.ShouldNotBeNull().Case;

        var again = Vote(voted, Signed).Value.ShouldNotBeNull();

        again.Case.ShouldBeSameAs(voted);
        again.Facts.ShouldBeEmpty();
    }

    [Fact]
    public void It_is_answered_so_even_when_it_decided_the_case()
    {
        var decided = Vote(Open(), Signed).Value.ShouldNotBeNull().Case;

        decided.State.ShouldBe(CaseState.Delivering);
        Vote(decided, Signed).Value.ShouldNotBeNull().Case.ShouldBeSameAs(decided);
    }

    [Fact]
    public void Another_vote_or_another_persons_is_not_taken_for_it()
    {
        var decided = Vote(Open(), Signed).Value.ShouldNotBeNull().Case;

        Vote(decided, Signed with { Signature = "b3RoZXI=" }).Refusal.ShouldBe(CaseRefusals.Closed);
        Vote(decided, Signed with { Choice = VoteChoice.Reject }).Refusal.ShouldBe(CaseRefusals.Closed);
        Vote(decided, Signed with { Reason = "other" }).Refusal.ShouldBe(CaseRefusals.Closed);
        Vote(decided, Signed with { Expires = Signed.Expires.AddSeconds(1) }).Refusal.ShouldBe(CaseRefusals.Closed);
        CaseRules.Vote(decided, Person("ben"), Signed, "text", Settings(), Start).Refusal.ShouldBe(CaseRefusals.Closed);
    }

    [Fact]
    public void A_vote_that_another_took_the_place_of_is_not_taken_again()
    {
        var voted = Vote(Open(Two), Signed).Value.ShouldNotBeNull().Case;
        voted = Vote(voted, Signed with { Choice = VoteChoice.Reject, Signature = "b3RoZXI=" }).Value.ShouldNotBeNull().Case;

        Vote(voted, Signed).Refusal.ShouldBe(CaseRefusals.Replayed);
    }

    private static Result<CaseStep> Vote(DeliberationCase of, VoteBallot ballot) =>
        CaseRules.Vote(of, Person("ann"), ballot, Convert.ToHexStringLower(SHA256.HashData(VoteText.Of("acme", "case-1", "ann", ballot))), Keyed, Start);
}
