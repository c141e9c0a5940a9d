using System.Text;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Routing;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Admission;

public sealed class AdmissionPipelineTests
{
    private readonly Scene _scene = new();

    [Fact]
    public void Stages_stand_in_the_order_that_is_documented() =>
        (_scene with { Governance = [new AskingStage(), new RaisingStage(0, Classification.Public)] }).Pipeline().StageNames.ShouldBe(
            ["provenance", "shape", "constitution", "tenancy", "duplicate", "quota", "authorization", "policy", "impact", "approval"]);

    [Fact]
    public void A_delivered_message_has_its_target_its_verdict_and_its_facts()
    {
        var result = _scene.Admit();

        var verdict = result.ShouldBeDelivered();
        result.Target.ShouldBe(MessageTarget.Of(Scene.OpsMain));
        (verdict.Outcome, verdict.Code, verdict.Stage).ShouldBe((Outcome.Delivered, Code.None, ""));
        verdict.PolicyRevision.ShouldBe(7);
        verdict.Facts.At.ShouldBe(Scene.Start);
        verdict.Facts.Principal.ShouldBe(new AgentKey("acme", "alice"));
        verdict.Facts.Clearance.ShouldBe(1);
    }

    [Fact]
    public void The_first_stage_that_refuses_decides() =>
        (_scene with { Settings = _scene.Settings with { DisabledAgents = ["alice"] } })
            .Admit(Scene.Message with { FromAgent = "bob", MessageId = "", ConstitutionalHash = "" })
            .ShouldBeRefused(Code.PermissionDenied, "provenance");

    [Fact]
    public void A_stage_that_was_added_judges_only_what_the_others_let_pass()
    {
        var scene = _scene with { Governance = [new AskingStage()] };

        scene.Admit(Scene.Message with { ConstitutionalHash = "" }).ShouldBeRefused(Code.ConstitutionalHashMissing, "constitution");
        scene.Admit().Step.ShouldBe(StageOutcome.Need);
    }

    [Fact]
    public void A_stage_that_needs_an_answer_gets_it_in_the_next_run()
    {
        var scene = _scene with { Governance = [new AskingStage()] };

        var first = scene.Admit();
        first.Verdict.ShouldBeNull();
        var need = first.Need.ShouldNotBeNull();
        Encoding.UTF8.GetString(need.Query.Span).ShouldBe("m-1");

        (scene with { Answer = new AdmissionAnswer(need.Stage, "allow"u8.ToArray()) }).Admit().ShouldBeDelivered();
    }

    [Fact]
    public void A_stage_that_gets_no_answer_fails_closed() =>
        (_scene with { Governance = [new AskingStage()], Answer = new AdmissionAnswer("policy", null) })
            .Admit().ShouldBeRefused(Code.PolicyUnavailable, "policy");

    [Fact]
    public void A_held_message_keeps_its_stamp_and_waits()
    {
        var result = (_scene with { Governance = [new RaisingStage(0.9, Classification.Public, holdAt: 0.7)] }).Admit();

        result.Step.ShouldBe(StageOutcome.Hold);
        result.Verdict.ShouldNotBeNull().Outcome.ShouldBe(Outcome.Held);
        result.Verdict.Ehi.ShouldBe(0.9);
        result.Verdict.Impact.ShouldBe(0.9);
        result.Stamp.ShouldNotBeNull().Status.ShouldBe(MessageStatus.PendingDeliberation);
    }

    [Fact]
    public void The_home_of_the_session_is_the_last_resort()
    {
        var scene = _scene with { Home = new ChannelName("ops", "main") };

        scene.Admit(Scene.Message with { Room = "", Channel = "" }).Target.ShouldBe(MessageTarget.Of(Scene.OpsMain));
    }
}
