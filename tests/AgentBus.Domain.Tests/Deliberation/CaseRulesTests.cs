using AgentBus.Domain.Deliberation;
using AgentBus.Model;
using static AgentBus.Domain.Tests.Deliberation.CaseScene;

namespace AgentBus.Domain.Tests.Deliberation;

public sealed class CaseRulesTests
{
    private static readonly ReviewRule Two = new() { Name = "two", Quorum = 2, Escalations = [new EscalationLevel(TimeSpan.FromMinutes(10), ["lead"])] };

    [Fact]
    public void The_rule_with_the_highest_floor_that_fits_holds()
    {
        var settings = Settings(
            new ReviewRule { Name = "any" },
            new ReviewRule { Name = "high", MinRisk = 0.8 },
            new ReviewRule { Name = "policy", MinRisk = 0.85, Stages = ["policy"] },
            new ReviewRule { Name = "highest", MinRisk = 0.95 });

        RuleSelection.Select(settings, Deploy).Name.ShouldBe("high");
        RuleSelection.Select(settings, Deploy with { Stage = "policy" }).Name.ShouldBe("policy");
        RuleSelection.Select(settings, Deploy with { Impact = 0.1 }).Name.ShouldBe("any");
        RuleSelection.Select(Settings(), Deploy with { Impact = 1 }).ShouldBe(RuleSelection.Fallback);
    }

    [Fact]
    public void The_rule_that_a_policy_names_holds_though_others_fit_and_it_does_not()
    {
        var settings = Settings(new ReviewRule { Name = "any" }, new ReviewRule { Name = "legal", MinRisk = 0.99, Stages = ["impact"] });

        RuleSelection.Select(settings, Deploy with { Stage = "policy", Rule = "legal" }).Name.ShouldBe("legal");
        CaseRules.Open("acme", "case-1", Deploy with { Rule = "legal" }, settings, Start).Case.Rule.Name.ShouldBe("legal");
    }

    [Fact]
    public void A_rule_that_the_tenant_does_not_have_brings_the_strictest_and_time_lets_nothing_go_by_it()
    {
        var strictest = new ReviewRule { Name = "board", MinRisk = 0.99, Stages = ["impact"], Quorum = 3, ApproveOnTimeout = true };
        var named = Deploy with { Stage = "policy", Impact = 0.1, Rule = "leagl" };

        RuleSelection.Select(Settings(new ReviewRule { Name = "legal", MinRisk = 0.5 }, strictest), named).ShouldBe(strictest with { ApproveOnTimeout = false });
        RuleSelection.Select(Settings(), named).ShouldBe(RuleSelection.Fallback);
    }

    [Fact]
    public void Where_a_policy_names_another_rule_today_the_votes_of_the_former_are_not_enough()
    {
        var legal = new ReviewRule { Name = "legal", Roles = ["legal"], MinRisk = 1 };
        var approved = Voted(Open(action: Deploy with { Stage = "policy" }), ("ann", VoteChoice.Approve));

        CaseRules.Demanded(approved, approved.Action, Settings(legal), Start).ShouldBeNull();
        CaseRules.Demanded(approved, approved.Action with { Rule = "legal" }, Settings(legal), Start).ShouldNotBeNull().Case.Rule.Name.ShouldBe("legal");
    }

    [Fact]
    public void Votes_that_satisfy_the_rule_let_the_message_go()
    {
        var voted = Voted(Open(Two), ("ann", VoteChoice.Approve));
        voted.State.ShouldBe(CaseState.Open);

        var step = Vote(voted, Person("ben"), VoteChoice.Approve).Value.ShouldNotBeNull();

        step.Case.State.ShouldBe(CaseState.Delivering);
        step.Facts.Select(static fact => fact.Event).ShouldBe([CaseEvent.Vote, CaseEvent.Approve]);
        step.Case.Revision.ShouldBe(voted.Revision + 1);
    }

    [Fact]
    public void A_second_vote_of_a_person_takes_the_place_of_the_first()
    {
        var voted = Voted(Open(Two), ("ann", VoteChoice.Approve), ("ann", VoteChoice.Reject), ("ann", VoteChoice.Approve));

        voted.State.ShouldBe(CaseState.Open);
        voted.Votes.ShouldHaveSingleItem().Choice.ShouldBe(VoteChoice.Approve);
        Voted(voted, ("ann", VoteChoice.Abstain), ("ben", VoteChoice.Approve)).State.ShouldBe(CaseState.Open);
    }

    [Fact]
    public void A_rejection_says_why()
    {
        var rejected = Voted(Open(), ("ann", VoteChoice.Reject));

        (rejected.State, rejected.Code).ShouldBe((CaseState.Rejected, Code.DeliberationRejected));
        rejected.Reason.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_late_vote_is_refused_by_the_clock_though_nothing_fired()
    {
        var of = Open();

        Vote(of, Person("ann"), VoteChoice.Approve, TimeSpan.FromHours(1) - TimeSpan.FromTicks(1)).Refusal.ShouldBeNull();
        Vote(of, Person("ann"), VoteChoice.Approve, TimeSpan.FromHours(1)).Refusal.ShouldBe(CaseRefusals.Closed);
    }

    [Fact]
    public void A_case_ends_with_its_message()
    {
        var of = Open(action: Deploy with { ExpiresAt = Start + TimeSpan.FromMinutes(5) });

        of.Deadline.ShouldBe(Start + TimeSpan.FromMinutes(5));
        var over = CaseRules.Advance(of, of.Deadline).ShouldNotBeNull().Case;
        (over.State, over.Code).ShouldBe((CaseState.Expired, Code.DeliberationTimeout));
    }

    [Fact]
    public void Time_says_no_unless_the_rule_says_otherwise()
    {
        var lenient = Open(new ReviewRule { Name = "lenient", ApproveOnTimeout = true });

        CaseRules.Advance(Open(), Start + TimeSpan.FromHours(1)).ShouldNotBeNull().Case.State.ShouldBe(CaseState.Expired);
        CaseRules.Advance(lenient, Start + TimeSpan.FromHours(1)).ShouldNotBeNull().Case.State.ShouldBe(CaseState.Delivering);
        CaseRules.Advance(lenient, Start + TimeSpan.FromMinutes(59)).ShouldBeNull();
    }

    [Fact]
    public void Escalation_adds_voters_when_its_time_has_come()
    {
        var of = Open(Two);
        Vote(of, Person("lea", "lead"), VoteChoice.Approve).Refusal.ShouldBe(CaseRefusals.NotAReviewer);

        CaseRules.NextDue(of).ShouldBe(Start + TimeSpan.FromMinutes(10));
        var raised = CaseRules.Advance(of, Start + TimeSpan.FromMinutes(10)).ShouldNotBeNull().Case;

        (raised.Level, raised.State, raised.Revision).ShouldBe((1, CaseState.Open, 2));
        Vote(raised, Person("lea", "lead"), VoteChoice.Approve, TimeSpan.FromMinutes(10)).Refusal.ShouldBeNull();
        CaseRules.Escalate(raised, Person("ann"), "", Start).Refusal.ShouldBe(CaseRefusals.NoFurtherLevel);
        CaseRules.Escalate(of, Person("ann"), "urgent", Start).Value.ShouldNotBeNull().Case.Level.ShouldBe(1);
    }

    [Fact]
    public void After_a_long_stop_levels_and_deadline_come_in_order_in_one_step()
    {
        var step = CaseRules.Advance(Open(Two), Start + TimeSpan.FromDays(1)).ShouldNotBeNull();

        step.Facts.Select(static fact => fact.Event).ShouldBe([CaseEvent.Escalate, CaseEvent.Expire]);
        (step.Case.Revision, step.Case.History.Length).ShouldBe((2L, 3));
    }

    public static TheoryData<string, Principal, Refusal> Strangers { get; } = new()
    {
        { "the sender itself", Person("alice"), CaseRefusals.OwnCase },
        { "its owner", Person("olga"), CaseRefusals.OwnCase },
        { "an agent", Person("ann") with { Type = EntityType.Agent }, CaseRefusals.NotAPerson },
        { "a key of a person", Person("ann") with { Person = "" }, CaseRefusals.NotAPerson },
        { "somebody without a role", Person("ann", "observer"), CaseRefusals.NotAReviewer },
        { "somebody of another tenant", Person("ann") with { Agent = new AgentKey("other", "ann") }, Refusal.NotFound },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public void Who_may_not_decide_is_told_so(string who, Principal voter, Refusal refusal) =>
        Vote(Open(), voter, VoteChoice.Approve).Refusal.ShouldBe(refusal, who);

    [Fact]
    public void The_person_behind_a_sender_may_not_decide()
    {
        var own = Open(action: Deploy with { Sender = Deploy.Sender with { Agent = new AgentKey("acme", "anns-desk"), Person = "ann" } });

        Vote(own, Person("ann"), VoteChoice.Approve).Refusal.ShouldBe(CaseRefusals.OwnCase);
        Vote(own, Person("ben"), VoteChoice.Approve).Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_vote_on_another_action_or_under_other_settings_is_refused()
    {
        CaseRules.Vote(Open(), Person("ann"), Ballot(VoteChoice.Approve) with { Digest = new string('e', 64) }, "", Settings(), Start).Refusal.ShouldBe(CaseRefusals.OtherAction);
        CaseRules.Vote(Open(), Person("ann"), Ballot(VoteChoice.Approve) with { PolicyRevision = 8 }, "", Settings(), Start).Refusal.ShouldBe(CaseRefusals.OtherAction);
    }

    [Fact]
    public void The_same_signed_vote_is_taken_once()
    {
        var voted = CaseRules.Vote(Open(Two), Person("ann"), Ballot(VoteChoice.Approve), "text-1", Settings(), Start).Value.ShouldNotBeNull().Case;
        voted = CaseRules.Vote(voted, Person("ann"), Ballot(VoteChoice.Reject), "text-2", Settings(), Start).Value.ShouldNotBeNull().Case;

        CaseRules.Vote(voted, Person("ann"), Ballot(VoteChoice.Approve), "text-1", Settings(), Start).Refusal.ShouldBe(CaseRefusals.Replayed);
    }

    [Fact]
    public void What_a_revoked_key_signed_counts_no_more()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var active = KeyOf(key, "ann");
        var settings = Settings(Two) with { Keys = [active] };
        var voted = CaseRules.Vote(Open(Two), Person("ann"), Ballot(VoteChoice.Approve) with { KeyId = active.KeyId }, "1", settings, Start).Value.ShouldNotBeNull().Case;

        var revoked = settings with { Keys = [active with { State = ReviewerKeyState.Revoked }] };

        CaseRules.Vote(voted, Person("ben"), Ballot(VoteChoice.Approve), "2", revoked, Start).Value.ShouldNotBeNull().Case.State.ShouldBe(CaseState.Open);
        CaseRules.Vote(voted, Person("ben"), Ballot(VoteChoice.Approve), "2", settings, Start).Value.ShouldNotBeNull().Case.State.ShouldBe(CaseState.Delivering);
    }

    [Fact]
    public void What_was_not_signed_counts_no_more_where_the_tenant_wants_signatures_by_now()
    {
        var voted = Voted(Open(Two), ("ann", VoteChoice.Approve));
        var signing = Settings(Two) with { UnsignedVotes = false };

        CaseRules.Counting(voted, Settings(Two)).Length.ShouldBe(1);
        CaseRules.Counting(voted, signing).ShouldBeEmpty();
        CaseRules.Demanded(Voted(voted, ("ben", VoteChoice.Approve)), Deploy, signing, Start).ShouldNotBeNull().Case.State.ShouldBe(CaseState.Open);
    }

    [Theory]
    [InlineData(Classification.Public, 0, true)]
    [InlineData(Classification.Internal, 0, false)]
    [InlineData(Classification.Confidential, 2, false)]
    [InlineData(Classification.Confidential, 3, true)]
    [InlineData(Classification.Secret, 4, false)]
    [InlineData(Classification.Secret, 5, true)]
    public void Whose_clearance_does_not_cover_the_message_neither_reads_nor_approves_it_and_may_stop_it(Classification classification, int clearance, bool may)
    {
        var of = Open(action: Deploy with { Classification = classification });
        var ann = Person("ann") with { Clearance = clearance };

        var seen = CaseViews.Whole(of, "{}", ann, Settings());

        seen.Body.ShouldBe(may ? "{}" : "");
        seen.Standing.MayVote.ShouldBe(may);
        CaseRules.Vote(of, ann, Ballot(VoteChoice.Approve), "", Settings(), Start).Refusal.ShouldBe(may ? null : CaseRefusals.NotCleared);
        CaseRules.Vote(of, ann, Ballot(VoteChoice.Reject), "", Settings(), Start).Value.ShouldNotBeNull().Case.State.ShouldBe(CaseState.Rejected);
        CaseRules.Comment(of, ann, "who may read it?", Start).Refusal.ShouldBeNull();
        CaseViews.Whole(of, "{}", of.Action.Sender with { Clearance = 0 }, Settings()).Body.ShouldBe("{}", "it is its own");
    }

    [Fact]
    public void The_owner_may_not_decide_however_the_name_is_written() =>
        CaseRules.Vote(Open(action: Deploy with { Excluded = ["Olga@Acme"] }), Person("olga@acme"), Ballot(VoteChoice.Approve), "", Settings(), Start).Refusal.ShouldBe(CaseRefusals.OwnCase);

    [Fact]
    public void What_is_on_its_way_is_not_stopped()
    {
        var approved = Voted(Open(), ("ann", VoteChoice.Approve));

        CaseRules.Cancel(approved, "alice", "", Start).Refusal.ShouldBe(CaseRefusals.Closed);
        CaseRules.Cancel(Open(), "alice", "never mind", Start).Value.ShouldNotBeNull().Case.State.ShouldBe(CaseState.Cancelled);
        CaseRules.Advance(approved, Start + TimeSpan.FromDays(1)).ShouldBeNull();
    }

    [Fact]
    public void A_stricter_rule_asks_again_and_a_looser_one_does_not()
    {
        var approved = Voted(Open(), ("ann", VoteChoice.Approve));
        var today = Deploy with { Stage = "impact", PolicyRevision = 8 };

        CaseRules.Demanded(approved, today, Settings(), Start).ShouldBeNull();
        CaseRules.Demanded(approved, today with { Stage = "" }, Settings(Two), Start).ShouldBeNull();
        CaseRules.Demanded(approved, today, Settings(new ReviewRule { Name = "security", Roles = ["security"] }), Start).ShouldNotBeNull();
        var again = CaseRules.Demanded(approved, today, Settings(Two), Start).ShouldNotBeNull().Case;

        (again.State, again.Round, again.Rule.Name, again.Action.PolicyRevision).ShouldBe((CaseState.Open, 2, "two", 8L));
        again.Votes.ShouldBeEmpty();
    }

    [Fact]
    public void Another_result_of_inspection_asks_again()
    {
        var approved = Voted(Open(), ("ann", VoteChoice.Approve));

        var again = CaseRules.Demanded(approved, Deploy with { Stage = "", Digest = new string('e', 64) }, Settings(), Start).ShouldNotBeNull().Case;

        (again.State, again.Action.Digest).ShouldBe((CaseState.Open, new string('e', 64)));
        CaseRules.Demanded(approved, Deploy with { Stage = "", Impact = 1 }, Settings(Two with { MinRisk = 0.95 }), Start).ShouldNotBeNull();
    }

    [Fact]
    public void A_case_is_named_by_tenant_sender_and_key()
    {
        CaseIds.Of(new AgentKey("acme", "alice"), "k").ShouldBe(CaseIds.Of(new AgentKey("acme", "alice"), "k"));
        string[] others =
        [
            CaseIds.Of(new AgentKey("acme", "alice"), "k"), CaseIds.Of(new AgentKey("acme", "alic"), "ek"), CaseIds.Of(new AgentKey("acmea", "lice"), "k"),
            CaseIds.Of(new AgentKey("acme", "alice"), "k2"),
        ];
        others.ShouldBeUnique();
        others.ShouldAllBe(static id => IdGrammar.IsValid(id));
    }
}
