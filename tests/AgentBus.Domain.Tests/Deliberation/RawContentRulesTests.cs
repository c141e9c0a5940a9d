using System.Text;
using System.Text.Json;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using static AgentBus.Domain.Tests.Deliberation.CaseScene;

namespace AgentBus.Domain.Tests.Deliberation;

public sealed class RawContentRulesTests
{
    private static readonly DeliberationSettings Keeping = Settings() with { RawContent = new RawContentSettings() };

    private static DeliberationCase Kept => RawContentRules.Keep(CaseRules.Open("acme", "case-1", Deploy, Keeping, Start), isSealed: true).Case;

    [Fact]
    public void A_look_by_a_person_with_the_role_and_a_reason_is_on_record()
    {
        var looked = RawContentRules.Look(Kept, Person("ann", "admin"), "the address is cut", "c0ffee", Keeping, Start.AddMinutes(1)).Value.ShouldNotBeNull();

        looked.Case.Revision.ShouldBe(2);
        looked.Case.History[^1].ShouldBe(new CaseEntry(Start.AddMinutes(1), "ann", "look", "the address is cut"));
        looked.Case.Raw.ShouldBe(RawContentState.Kept);
        using var buffer = new EvidenceBuffer();
        var row = CaseEvidence.Row(buffer, looked.Case, looked.Facts.ShouldHaveSingleItem(), Start.AddMinutes(1));
        (row.Kind, row.Actor, row.Subject).ShouldBe((EvidenceKind.RawContentSeen, "ann", "m-1"));
        var body = JsonElement.Parse(row.Body.Span);
        body.GetProperty("content").GetString().ShouldBe("c0ffee");
        body.GetProperty("detail").GetString().ShouldBe("the address is cut");
    }

    [Fact]
    public void Above_their_clearance_nobody_looks() =>
        Looked(Kept with { Action = Deploy with { Classification = Classification.Secret } }, Person("ann", "admin") with { Clearance = 4 }, "why not").ShouldBe(CaseRefusals.NotCleared);

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("long")]
    public void Without_a_reason_nobody_looks(string reason) => Looked(Kept, Person("ann", "admin"), reason == "long" ? new string('x', 1_001) : reason).ShouldBe(RawContentRefusals.NoReason);

    [Fact]
    public void The_longest_reason_is_taken() => Looked(Kept, Person("ann", "admin"), new string('x', 1_000)).ShouldBeNull();

    [Fact]
    public void A_reviewer_without_the_role_does_not_look() => Looked(Kept, Person("ann", "reviewer")).ShouldBe(RawContentRefusals.NotPermitted);

    [Fact]
    public void The_role_is_the_tenant_s_to_choose()
    {
        var settings = Keeping with { RawContent = new RawContentSettings { Roles = ["privacy"] } };

        RawContentRules.CheckLook(Kept, Person("ann", "privacy"), "why", settings, Start).ShouldBeNull();
        RawContentRules.CheckLook(Kept, Person("ann", "admin"), "why", settings, Start).ShouldBe(RawContentRefusals.NotPermitted);
    }

    [Fact]
    public void The_sender_s_owner_does_not_look() => Looked(Kept, Person("olga", "admin")).ShouldBe(RawContentRefusals.OwnCase);

    [Fact]
    public void A_machine_does_not_look()
    {
        Looked(Kept, Person("ann", "admin") with { Type = EntityType.Agent }).ShouldBe(RawContentRefusals.NotAPerson);
        Looked(Kept, Person("ann", "admin") with { Person = "" }).ShouldBe(RawContentRefusals.NotAPerson);
    }

    [Fact]
    public void Another_tenant_does_not_look() =>
        Looked(Kept, Person("ann", "admin") with { Agent = new AgentKey("rival", "ann") }).ShouldBe(Refusal.NotFound);

    [Fact]
    public void Where_the_setting_was_switched_off_nobody_looks_and_what_is_kept_is_to_go()
    {
        RawContentRules.CheckLook(Kept, Person("ann", "admin"), "why", Settings(), Start).ShouldBe(RawContentRefusals.NotKept);
        RawContentRules.IsToForget(Kept, Settings()).ShouldBeTrue();
        RawContentRules.IsToForget(Kept, Keeping).ShouldBeFalse();

        var forgotten = RawContentRules.Forget(Kept, Start.AddMinutes(1));

        forgotten.Case.Raw.ShouldBe(RawContentState.Deleted);
        forgotten.Case.History[^1].What.ShouldBe("forget");
        RawContentRules.IsToForget(forgotten.Case, Settings()).ShouldBeFalse();
        Looked(forgotten.Case, Person("ann", "admin")).ShouldBe(RawContentRefusals.Deleted);
    }

    [Fact]
    public void After_the_deadline_nobody_looks_though_nothing_fired() =>
        RawContentRules.CheckLook(Kept, Person("ann", "admin"), "why", Keeping, Kept.Deadline).ShouldBe(RawContentRefusals.Closed);

    [Fact]
    public void On_its_way_out_it_is_kept_and_not_shown_since_it_may_come_back_to_people()
    {
        var approved = Voted(Kept, ("ann", VoteChoice.Approve));

        (approved.State, approved.Raw).ShouldBe((CaseState.Delivering, RawContentState.Kept));
        Looked(approved, Person("ann", "admin")).ShouldBe(RawContentRefusals.Closed);
        CaseRules.Delivered(approved, "ops:main", Start).Case.Raw.ShouldBe(RawContentState.Deleted);
    }

    [Fact]
    public void With_the_approval_to_send_again_nobody_has_to_decide_any_more_and_it_goes()
    {
        var rule = new ReviewRule { Name = "grant", Release = CaseRelease.Grant };
        var opened = RawContentRules.Keep(CaseRules.Open("acme", "case-1", Deploy, Settings(rule), Start), isSealed: true).Case;

        var granted = Voted(opened, ("ann", VoteChoice.Approve));

        (granted.State, granted.Raw).ShouldBe((CaseState.Granted, RawContentState.Deleted));
    }

    [Fact]
    public void Without_a_key_it_is_not_kept_and_the_case_says_so()
    {
        var opened = RawContentRules.Keep(CaseRules.Open("acme", "case-1", Deploy, Keeping, Start), isSealed: false).Case;

        Looked(opened, Person("ann", "admin")).ShouldBe(RawContentRefusals.NoKey);
        RawContentRules.Standing(opened, Person("ann", "admin"), Keeping).ShouldBe(new RawContentStanding(RawContentState.NoKey, false, RawContentRefusals.NoKey.Reason));
        RawContentRules.IsWanted(opened, Keeping).ShouldBeTrue();
    }

    [Fact]
    public void A_case_of_a_tenant_that_keeps_nothing_is_stored_as_before()
    {
        JsonSerializer.Serialize(Open()).ShouldNotContain("\"Raw\"");
        JsonSerializer.Serialize(Settings()).ShouldNotContain("RawContent");
        JsonSerializer.Deserialize<DeliberationSettings>(JsonSerializer.Serialize(Keeping)).ShouldNotBeNull().RawContent.ShouldNotBeNull().Roles.ShouldBe(["admin"]);
        JsonSerializer.Deserialize<DeliberationCase>(JsonSerializer.Serialize(Kept)).ShouldNotBeNull().Raw.ShouldBe(RawContentState.Kept);
    }

    [Fact]
    public void No_text_form_shows_content()
    {
        new RawContent("c", "secret", "secret", "secret", "secret", "", "", "").ToString().ShouldBe("RawContent");
        new OpenedContent(Encoding.UTF8.GetBytes("secret"), default).ToString().ShouldBe("OpenedContent");
    }

    private static Refusal? Looked(DeliberationCase of, Principal by, string reason = "why") => RawContentRules.Look(of, by, reason, "", Keeping, Start).Refusal;
}
