using AgentBus.Domain.Admission;
using AgentBus.Domain.Impact;
using AgentBus.Domain.Routing;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Impact;

public sealed class ImpactStageTests
{
    private static readonly Envelope Delete = Scene.Message with { Action = "delete", Type = MessageType.Command };

    [Fact]
    public void An_ordinary_message_is_scored_and_delivered()
    {
        var result = ImpactScene.New().Admit();

        var verdict = result.ShouldBeDelivered();
        (verdict.Impact, verdict.Ehi).ShouldBe((0.14, 0.15));
        verdict.Assessment.ShouldNotBeNull().Impact.Factors.Length.ShouldBe(ImpactFactors.ImpactWeights.Length);
        (result.Stamp!.Impact, result.Stamp.Ehi).ShouldBe((0.14, 0.15));
    }

    [Fact]
    public void A_dangerous_action_waits_for_people_and_is_told_why()
    {
        var result = ImpactScene.New().Admit(Delete);

        result.Step.ShouldBe(StageOutcome.Hold);
        result.Verdict.ShouldNotBeNull().Stage.ShouldBe(ImpactStage.Name);
        result.Verdict.Reasons.ShouldHaveSingleItem().ShouldBe(
            "The impact 0.9 is at or above 0.8: floor of delete 0.9, action 0.3, environment 0.1, reach 0.025, type 0.02, priority 0.01.");
        result.Stamp.ShouldNotBeNull().Status.ShouldBe(MessageStatus.PendingDeliberation);
    }

    [Theory]
    [InlineData(0.8, StageOutcome.Hold)]
    [InlineData(0.801, StageOutcome.Pass)]
    public void To_be_at_the_threshold_is_to_reach_it(double threshold, StageOutcome expected) =>
        ImpactScene.New(new ImpactSettings { Threshold = threshold }).Admit(Scene.Message with { Tool = "ci.deploy" }).Step.ShouldBe(expected);

    [Fact]
    public void The_threshold_of_a_tool_stands_before_the_default() =>
        ImpactScene.New(new ImpactSettings { Thresholds = [new("delete", 0.95)] }).Admit(Delete).ShouldBeDelivered();

    [Theory]
    [InlineData(0.69, StageOutcome.Pass, 0.69)]
    [InlineData(0.7, StageOutcome.Hold, 0.7)]
    [InlineData(0.01, StageOutcome.Pass, 0.15)]
    public void What_the_sender_says_of_its_EHI_raises_it_and_never_lowers_it(double says, StageOutcome expected, double ehi)
    {
        var result = ImpactScene.New().Admit(Scene.Message with { EhiScore = says });

        result.Step.ShouldBe(expected);
        result.Verdict!.Ehi.ShouldBe(ehi);
    }

    [Fact]
    public void Without_the_EHI_the_sender_s_own_is_kept_and_decides_nothing() =>
        ImpactScene.New(new ImpactSettings { EhiEnabled = false }).Admit(Scene.Message with { EhiScore = 1 }).ShouldBeDelivered().Ehi.ShouldBe(1);

    [Fact]
    public void Switched_off_nothing_is_scored()
    {
        var verdict = ImpactScene.New(new ImpactSettings { Enabled = false }).Admit(Delete).ShouldBeDelivered();

        (verdict.Impact, verdict.Assessment).ShouldBe((null, null));
    }

    [Fact]
    public void A_sign_of_life_reaches_nobody_and_is_not_scored() =>
        ImpactScene.New().Admit(Scene.Message with { Type = MessageType.Heartbeat, Room = "", Channel = "" }).Verdict!.Assessment.ShouldBeNull();

    [Fact]
    public void Words_of_the_text_count()
    {
        var explanation = ImpactScene.New(text: "The PAYMENT to a patient, maybe.").Admit().ShouldBeDelivered().Assessment.ShouldNotBeNull();

        Value(explanation.Impact, ImpactFactors.Words).ShouldBe(0.5);
        Value(explanation.Ehi, ImpactFactors.Doubt).ShouldBe(0.4);
    }

    [Fact]
    public void What_a_stage_before_raised_stays_raised()
    {
        var scene = ImpactScene.New();

        (scene with { Governance = [new RaisingStage(0.85, Classification.Public), .. scene.Governance] }).Admit().Step.ShouldBe(StageOutcome.Hold);
    }

    [Theory]
    [InlineData(StageFault.Hold, StageOutcome.Hold)]
    [InlineData(StageFault.Refuse, StageOutcome.Refuse)]
    [InlineData(StageFault.Pass, StageOutcome.Pass)]
    public void A_scorer_that_fails_is_noted_and_the_configured_decision_holds(StageFault decision, StageOutcome expected)
    {
        foreach (var scorer in new IImpactScorer[] { new Failing(), new Absurd(double.NaN), new Absurd(1.5) })
        {
            var faults = new ImpactScene.FaultList();

            ImpactScene.New(new ImpactSettings { OnFault = decision }, scorer, faults).Admit().Step.ShouldBe(expected);
            faults.Faults.ShouldHaveSingleItem().Stage.ShouldBe(ImpactStage.Name);
        }
    }

    [Fact]
    public void Another_scorer_cannot_go_below_a_floor()
    {
        var verdict = ImpactScene.New(scorer: new Absurd(0)).Admit(Delete).Verdict.ShouldNotBeNull();

        (verdict.Outcome, verdict.Impact).ShouldBe((Outcome.Held, 0.9));
        verdict.Assessment.ShouldNotBeNull().Impact.FloorName.ShouldBe("delete");
    }

    [Fact]
    public void What_people_approved_is_judged_again_and_would_be_held_by_the_same_score()
    {
        var scene = ImpactScene.New();
        var resumed = scene.Context() with { Resumed = new ResumedMessage("case-1", MessageTarget.Of(Scene.OpsMain)) };

        var again = scene.Pipeline().Admit(Delete, resumed);
        (again.Step, again.Verdict!.Impact, again.Approved().Verdict!.Outcome).ShouldBe((StageOutcome.Hold, 0.9, Outcome.Delivered));
    }

    private static double Value(ScoreExplanation explanation, string factor) => explanation.Factors.Single(f => f.Name == factor).Value;

    private sealed class Failing : IImpactScorer
    {
        public Assessment Score(in ImpactInput input) => throw new InvalidOperationException("broken");
    }

    private sealed class Absurd(double score) : IImpactScorer
    {
        public Assessment Score(in ImpactInput input) => new(new ScoreExplanation(score, []), new ScoreExplanation(0, []));
    }
}
