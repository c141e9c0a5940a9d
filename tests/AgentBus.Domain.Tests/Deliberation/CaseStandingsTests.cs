using AgentBus.Domain.Deliberation;
using AgentBus.Model;
using static AgentBus.Domain.Tests.Deliberation.CaseScene;

namespace AgentBus.Domain.Tests.Deliberation;

public sealed class CaseStandingsTests
{
    private static readonly ReviewRule Two = new() { Name = "two", Quorum = 2 };

    [Fact]
    public void A_quorum_says_how_many_are_missing_on_each_side()
    {
        var standing = Of(Voted(Open(Two), ("ann", VoteChoice.Approve)));

        (standing.For, standing.Against, standing.ApprovalsMissing, standing.RejectionsMissing).ShouldBe((1, 0, 1, 2));
        standing.Needs.ShouldBe(["1 more approval lets it go.", "2 more rejections stop it.", "When time is over, it does not go."]);
    }

    [Theory]
    [InlineData(ReviewMode.Quorum, 3)]
    [InlineData(ReviewMode.SuperMajority, 3)]
    [InlineData(ReviewMode.Unanimous, 3)]
    [InlineData(ReviewMode.Weighted, 3)]
    public void As_many_approvals_as_are_missing_decide_and_one_less_does_not(ReviewMode mode, int quorum)
    {
        var rule = new ReviewRule { Name = "rule", Mode = mode, Quorum = quorum, Share = 0.6 };
        var of = Open(rule);
        if (mode != ReviewMode.Unanimous)
        {
            of = Voted(of, ("zoe", VoteChoice.Reject));
        }

        var missing = Of(of).ApprovalsMissing.ShouldNotBeNull();

        for (var more = 0; more <= missing; more++)
        {
            var votes = of.Votes.AddRange(Votes([.. Enumerable.Range(0, more).Select(static index => ($"v{index}", VoteChoice.Approve, "reviewer"))]));
            DecisionRules.Decide(rule, votes).ShouldBe(more == missing ? Decision.Approve : Decision.None, $"{more} of {missing}");
        }
    }

    [Fact]
    public void A_super_majority_that_cannot_be_reached_any_more_says_so()
    {
        var standing = Of(Voted(Open(new ReviewRule { Name = "all", Mode = ReviewMode.SuperMajority, Quorum = 3, Share = 1 }), ("ann", VoteChoice.Reject)));

        standing.ApprovalsMissing.ShouldBeNull();
        standing.Needs[0].ShouldBe("No number of approvals lets it go any more.");
    }

    [Fact]
    public void Roles_vetoes_and_the_next_level_are_told()
    {
        var rule = new ReviewRule
        {
            Name = "roles", Quorum = 2, MinRoles = 2, VetoRoles = ["lead"], Roles = ["reviewer"], Escalations = [new EscalationLevel(TimeSpan.FromMinutes(10), ["admin"])],
        };
        var standing = Of(Voted(Open(rule), ("ann", VoteChoice.Approve)));

        standing.RolesMissing.ShouldBe(1);
        standing.Needs.ShouldContain("One rejection by lead ends it at once.");
        (standing.NextLevelAt, standing.NextLevelRoles.Single()).ShouldBe((Start + TimeSpan.FromMinutes(10), "admin"));
    }

    [Fact]
    public void Who_owns_the_sender_or_has_no_role_is_told_why_they_may_not_vote()
    {
        var of = Open();

        Of(of, Person("ann")).MayVote.ShouldBeTrue();
        (Of(of, Person("olga")).MayVote, Of(of, Person("olga")).WhyNot).ShouldBe((false, CaseRefusals.OwnCase.Reason));
        Of(of, Person("dan", "guest")).WhyNot.ShouldBe(CaseRefusals.NotAReviewer.Reason);
        Of(of with { State = CaseState.Delivered }, Person("ann")).WhyNot.ShouldBe(CaseRefusals.Closed.Reason);
    }

    [Fact]
    public void A_vote_whose_key_was_revoked_counts_no_more()
    {
        var of = Voted(Open(Two), ("ann", VoteChoice.Approve));
        of = of with { Votes = [of.Votes[0] with { KeyId = "gone" }] };

        Of(of).For.ShouldBe(0);
    }

    private static CaseStanding Of(DeliberationCase of, Principal? viewer = null) => CaseStandings.Of(of, viewer ?? Person("ann"), Settings());
}
