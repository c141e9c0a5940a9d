using AgentBus.Domain.Deliberation;
using AgentBus.Model;
using static AgentBus.Domain.Tests.Deliberation.CaseScene;

namespace AgentBus.Domain.Tests.Deliberation;

public sealed class ApprovalRulesTests
{
    private static readonly ReviewRule Rule = new() { Name = "grant", Release = CaseRelease.Grant };
    private static readonly DeliberationCase Granted = Voted(Open(Rule), ("ann", VoteChoice.Approve));

    [Fact]
    public void It_holds_for_the_action_of_its_sender_in_time_once()
    {
        Granted.State.ShouldBe(CaseState.Granted);
        Check(Granted, Claim()).ShouldBeNull();
        Check(Open(Rule), Claim()).ShouldBe(CaseRefusals.NoApproval);
        Check(Granted, Claim(agent: "bob")).ShouldBe(CaseRefusals.NoApproval);
        Check(Granted, Claim(), after: Rule.GrantLifetime).ShouldBe(CaseRefusals.NoApproval);
        Check(Granted, Claim(digest: new string('e', 64))).ShouldBe(CaseRefusals.NotThisAction);
        Check(Reserved("k-2"), Claim("k-3")).ShouldBe(CaseRefusals.Reserved);
        Check(Reserved("k-2"), Claim("k-2")).ShouldBeNull();
    }

    [Fact]
    public void An_action_that_has_no_digest_is_never_the_one_that_was_approved() =>
        Check(Granted, Claim() with { Digest = "" }).ShouldBe(CaseRefusals.NotThisAction);

    [Fact]
    public void What_todays_rules_demand_beyond_the_votes_they_did_not_give()
    {
        var claim = Claim(stage: "impact");

        ApprovalRules.Check(Granted, claim, Settings(Rule), Start).ShouldBeNull();
        ApprovalRules.Check(Granted, claim, Settings(Rule with { Quorum = 2 }), Start).ShouldBe(CaseRefusals.NotEnough);
    }

    [Fact]
    public void What_was_used_is_used_up_and_its_history_names_the_message()
    {
        var used = Reserved("k-2");
        var step = ApprovalRules.Use(used, "k-2", Start).ShouldNotBeNull();

        (step.Case.State, step.Facts.ShouldHaveSingleItem().Event, step.Facts[0].Detail).ShouldBe((CaseState.Delivered, CaseEvent.Use, "m-k-2"));
        Check(step.Case, Claim("k-3")).ShouldBe(CaseRefusals.NoApproval);
        ApprovalRules.Use(used, "k-3", Start).ShouldBeNull();
        ApprovalRules.Use(Granted, "", Start).ShouldBeNull();
    }

    [Fact]
    public void A_send_to_several_goes_on_to_the_rest_for_a_minute()
    {
        var used = ApprovalRules.Use(Reserved("k-2"), "k-2", Start)!.Case;

        Check(used, Claim("k-2"), TimeSpan.FromSeconds(59)).ShouldBeNull();
        ApprovalRules.IsRest(used, Claim("k-2"), Start).ShouldBeTrue();
        Check(used, Claim("k-2"), TimeSpan.FromSeconds(60)).ShouldBe(CaseRefusals.NoApproval);
        Check(used, Claim("k-2", new string('e', 64))).ShouldBe(CaseRefusals.NotThisAction);
        Check(CaseRules.Delivered(Voted(Open(), ("ann", VoteChoice.Approve)), "ops:main", Start).Case, Claim("")).ShouldBe(CaseRefusals.NoApproval);
    }

    [Fact]
    public void It_is_free_again_when_all_sends_under_its_key_said_that_they_failed()
    {
        var twice = ApprovalRules.Reserve(Reserved("k-2"), Claim("k-2"), Start).Case;

        var once = ApprovalRules.Release(twice, "k-2", Start).ShouldNotBeNull().Case;
        Check(once, Claim("k-3")).ShouldBe(CaseRefusals.Reserved);
        var free = ApprovalRules.Release(once, "k-2", Start).ShouldNotBeNull().Case;
        Check(free, Claim("k-3")).ShouldBeNull();
        ApprovalRules.Release(free, "k-2", Start).ShouldBeNull();
        ApprovalRules.Release(once, "k-3", Start).ShouldBeNull();
    }

    [Fact]
    public void What_is_under_way_at_its_end_has_a_minute_to_arrive()
    {
        var reserved = Reserved("k-2");

        CaseRules.Advance(reserved, reserved.Deadline).ShouldBeNull();
        CaseRules.NextDue(reserved).ShouldBe(reserved.Deadline + ApprovalRules.SendGrace);
        CaseRules.Advance(reserved, reserved.Deadline + ApprovalRules.SendGrace).ShouldNotBeNull().Case.State.ShouldBe(CaseState.Expired);
        CaseRules.Advance(Granted, Granted.Deadline).ShouldNotBeNull().Case.State.ShouldBe(CaseState.Expired);
    }

    [Fact]
    public void A_receipt_tells_whether_it_was_used()
    {
        var (there, full, silent) = (Receipt(Code.None), Receipt(Code.InboxFull), Receipt(Code.Timeout));

        ApprovalRules.IsUsed(there).ShouldBe(true);
        ApprovalRules.IsUsed(full).ShouldBe(false);
        ApprovalRules.IsUsed(silent).ShouldBeNull();
        ApprovalRules.IsUsed(full with { Recipients = [full, there] }).ShouldBe(true);
        ApprovalRules.IsUsed(full with { Recipients = [full, silent] }).ShouldBeNull();
        ApprovalRules.IsUsed(full with { Recipients = [full, full] }).ShouldBe(false);
    }

    private static Receipt Receipt(Code code) => new() { MessageId = "m-2", Outcome = code == Code.None ? Outcome.Delivered : Outcome.Refused, Code = code };

    private static DeliberationCase Reserved(string key) => ApprovalRules.Reserve(Granted, Claim(key), Start).Case;

    private static Refusal? Check(DeliberationCase of, ApprovalClaim claim, TimeSpan after = default) => ApprovalRules.Check(of, claim, Settings(Rule), Start + after);
}
