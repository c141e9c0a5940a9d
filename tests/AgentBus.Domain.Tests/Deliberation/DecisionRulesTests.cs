using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Deliberation;

public sealed class DecisionRulesTests
{
    [Theory]
    [InlineData(2, "ann+", Decision.None)]
    [InlineData(2, "ann+ ben+", Decision.Approve)]
    [InlineData(2, "ann+ ben-", Decision.None)]
    [InlineData(2, "ann- ben-", Decision.Reject)]
    [InlineData(2, "ann+ ben? cleo?", Decision.None)]
    public void A_quorum_counts_each_side(int quorum, string votes, Decision decision) =>
        Decide(new ReviewRule { Quorum = quorum }, votes).ShouldBe(decision);

    [Theory]
    [InlineData("ann+ ben+", Decision.None)]
    [InlineData("ann+ ben+ cleo-", Decision.Approve)]
    [InlineData("ann+ ben- cleo-", Decision.Reject)]
    [InlineData("ann+ ben? cleo?", Decision.None)]
    [InlineData("ann+ ben+ cleo+ dan- eve-", Decision.NoConsensus)]
    public void A_super_majority_looks_at_the_share_once_enough_have_voted(string votes, Decision decision) =>
        Decide(new ReviewRule { Mode = ReviewMode.SuperMajority, Quorum = 3 }, votes).ShouldBe(decision);

    [Theory]
    [InlineData("ann+", Decision.None)]
    [InlineData("ann+ ben+", Decision.Approve)]
    [InlineData("ann+ ben-", Decision.Reject)]
    public void Unanimous_ends_with_the_first_no(string votes, Decision decision) =>
        Decide(new ReviewRule { Mode = ReviewMode.Unanimous, Quorum = 2 }, votes).ShouldBe(decision);

    [Fact]
    public void Weight_is_that_of_the_heaviest_role()
    {
        var rule = new ReviewRule { Mode = ReviewMode.Weighted, Quorum = 5, Weights = [new RoleWeight("lead", 4), new RoleWeight("junior", 2)] };

        DecisionRules.Decide(rule, CaseScene.Votes(("ann", VoteChoice.Approve, "junior lead"), ("ben", VoteChoice.Approve, "guest"))).ShouldBe(Decision.Approve);
        DecisionRules.Decide(rule, CaseScene.Votes(("ann", VoteChoice.Approve, "lead"), ("ben", VoteChoice.Reject, "junior lead"))).ShouldBe(Decision.None);
        DecisionRules.Decide(rule, CaseScene.Votes(("ann", VoteChoice.Reject, "lead"), ("ben", VoteChoice.Reject, "guest"))).ShouldBe(Decision.Reject);
    }

    [Fact]
    public void A_veto_ends_it_whatever_the_others_say()
    {
        var rule = new ReviewRule { Quorum = 1, VetoRoles = ["security"] };

        DecisionRules.Decide(rule, CaseScene.Votes(("ann", VoteChoice.Approve, "reviewer"), ("ben", VoteChoice.Reject, "security"))).ShouldBe(Decision.Veto);
        DecisionRules.Decide(rule, CaseScene.Votes(("ann", VoteChoice.Approve, "reviewer"), ("ben", VoteChoice.Abstain, "security"))).ShouldBe(Decision.Approve);
    }

    [Theory]
    [InlineData("legal security", "reviewer", "", Decision.None)]
    [InlineData("legal security", "legal", "", Decision.Approve)]
    [InlineData("legal", "legal", "legal security", Decision.Approve)]
    [InlineData("legal", "legal", "legal", Decision.None)]
    public void One_person_with_two_roles_is_not_two_people(string ann, string ben, string cleo, Decision decision)
    {
        var rule = new ReviewRule { Quorum = 1, MinRoles = ann == "legal security" && ben == "reviewer" ? 3 : 2 };
        var votes = CaseScene.Votes(("ann", VoteChoice.Approve, ann), ("ben", VoteChoice.Approve, ben));
        if (cleo.Length > 0)
        {
            votes = votes.AddRange(CaseScene.Votes(("cleo", VoteChoice.Approve, cleo)));
        }

        DecisionRules.Decide(rule, votes).ShouldBe(decision);
    }

    private static Decision Decide(ReviewRule rule, string votes) => DecisionRules.Decide(rule, CaseScene.Votes(
    [
        .. votes.Split(' ').Select(static vote => (
            vote[..^1],
            vote[^1] switch { '+' => VoteChoice.Approve, '-' => VoteChoice.Reject, _ => VoteChoice.Abstain },
            "reviewer")),
    ]));
}
