using AgentBus.Domain.Admission;
using AgentBus.Domain.Routing;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Policies;

public sealed class StaticRulesTests
{
    private static readonly DeclaredRule Rule = new() { Name = "no_deploy", Effect = PolicyEffect.Deny };

    [Fact]
    public void Without_policies_the_stage_says_nothing() => PolicyScene.Scene(PolicySettings.None).Admit().ShouldBeDelivered().Policy.ShouldBeNull();

    [Fact]
    public void A_rule_that_holds_denies_and_is_named()
    {
        var verdict = PolicyScene.Admit(Rule with { Actions = ["deploy*"] }, Scene.Message with { Action = "deploy_all" }).ShouldBeRefused(Code.PolicyDenied, "policy");

        verdict.Reasons[0].ShouldContain("rules/no_deploy");
        verdict.Policy.ShouldNotBeNull().Outcome.ShouldBe(PolicyOutcome.Deny);
    }

    [Fact]
    public void A_rule_holds_where_each_of_its_conditions_does()
    {
        var message = Scene.Message with { Action = "deploy", Tool = "kubectl", Type = MessageType.TaskRequest, Classification = Classification.Internal };
        var rule = Rule with
        {
            Actions = ["deploy"], Tools = ["kube*"], Types = [MessageType.TaskRequest], Roles = ["agent", "root"], Targets = ["ops:*"], AtLeast = Classification.Internal,
        };

        PolicyScene.Admit(rule, message).ShouldBeRefused(Code.PolicyDenied, "policy");

        DeclaredRule[] others =
        [
            rule with { Actions = ["delete"] }, rule with { Tools = ["helm"] }, rule with { Types = [MessageType.Event] }, rule with { Roles = ["root"] },
            rule with { Targets = ["dev:*"] }, rule with { AtLeast = Classification.Secret }, rule with { Findings = ["SECRET"] },
        ];
        foreach (var other in others)
        {
            PolicyScene.Admit(other, message).ShouldBeDelivered();
        }
    }

    [Fact]
    public void A_message_without_a_tool_uses_none() => PolicyScene.Admit(Rule with { Tools = ["*"] }).ShouldBeDelivered();

    [Fact]
    public void A_message_without_an_action_sends_a_message() =>
        PolicyScene.Admit(Rule with { Actions = ["send_message"] }).ShouldBeRefused(Code.PolicyDenied, "policy");

    [Fact]
    public void A_direct_message_is_judged_by_its_receivers()
    {
        var message = Scene.Message with { Room = "", Channel = "", ToAgent = "bob" };

        PolicyScene.Admit(Rule with { Targets = ["b*b"] }, message).ShouldBeRefused(Code.PolicyDenied, "policy");
        PolicyScene.Admit(Rule with { Targets = ["b*c"] }, message).ShouldBeDelivered();
    }

    [Fact]
    public void People_decide_where_a_rule_says_so_and_then_by_the_rule_that_it_names()
    {
        var result = PolicyScene.Admit(Rule with { Effect = PolicyEffect.Deliberate, Deliberation = "two_person" });

        result.Step.ShouldBe(StageOutcome.Hold);
        (result.Verdict!.Code, result.Verdict.Stage).ShouldBe((Code.Held, "policy"));
        result.Verdict.Policy.ShouldNotBeNull().Deliberation.ShouldBe("two_person");
        result.Verdict.Reasons[0].ShouldContain("rules/no_deploy");
    }

    [Fact]
    public void Where_people_decide_they_read_which_rule_asks_and_where_it_stands()
    {
        var rule = Rule with { Effect = PolicyEffect.Deliberate, Deliberation = "two_person", Actions = ["deploy*"], Roles = ["agent"], AtLeast = Classification.Public, UnlessApproved = true };

        var fired = PolicyScene.Admit(rule, Scene.Message with { Action = "deploy_all" }).Verdict!.Policy.ShouldNotBeNull().Fired.ShouldHaveSingleItem();

        fired.ShouldBe(new FiredPolicyRule("rules/no_deploy", "Policies:Rules:0", "Deliberate by two_person when Actions deploy*; Roles agent; UnlessApproved"));
        PolicyScene.Admit(Rule).ShouldBeRefused(Code.PolicyDenied, "policy").Policy.ShouldNotBeNull().Fired.ShouldBeEmpty();
    }

    [Fact]
    public void An_approval_ends_a_rule_that_asks_for_one()
    {
        var scene = PolicyScene.Scene(new PolicySettings { Rules = [Rule with { UnlessApproved = true }] });
        var context = scene.Context() with { Resumed = new ResumedMessage("case-1", MessageTarget.Of(Scene.OpsMain)) };

        scene.Admit().ShouldBeRefused(Code.PolicyDenied, "policy");
        scene.Pipeline().Admit(Scene.Message, in context).ShouldBeDelivered();
    }

    [Fact]
    public void What_is_denied_without_an_approval_can_be_sent_to_ask_for_one()
    {
        var scene = PolicyScene.Scene(new PolicySettings { Rules = [Rule with { UnlessApproved = true }] });
        scene = new Scene { Settings = scene.Settings, Governance = [.. scene.Governance, new ApprovalStage()] };

        scene.Admit(Scene.Message with { RequiresApproval = true }).Step.ShouldBe(StageOutcome.Hold);
        scene.Admit().ShouldBeRefused(Code.PolicyDenied, "policy");
    }

    [Fact]
    public void A_rule_raises_classification_and_impact_and_never_lowers_them()
    {
        var raise = Rule with { Effect = PolicyEffect.Raise, RaiseTo = Classification.Confidential, ImpactFloor = 0.4 };

        var raised = PolicyScene.Admit(raise);
        raised.ShouldBeDelivered().Impact.ShouldBe(0.4);
        raised.Stamp!.Classification.ShouldBe(Classification.Confidential);

        PolicyScene.Admit(raise, Scene.Message with { Classification = Classification.Secret }).Stamp!.Classification.ShouldBe(Classification.Secret);
    }

    [Fact]
    public void What_is_raised_above_what_its_room_takes_is_refused()
    {
        var scene = PolicyScene.Scene(new PolicySettings { Rules = [Rule with { Effect = PolicyEffect.Raise, RaiseTo = Classification.Secret }] })
            .WithPolicyAcl(RoomAcl.Open with { MaxClassification = Classification.Confidential });

        scene.Admit().ShouldBeRefused(Code.PermissionDenied, "policy");
    }

    [Fact]
    public void Deny_outweighs_whatever_other_rules_say()
    {
        var scene = PolicyScene.Scene(new PolicySettings { Rules = [Rule with { Name = "ask", Effect = PolicyEffect.Deliberate }, Rule] });

        scene.Admit().ShouldBeRefused(Code.PolicyDenied, "policy").Policy!.Rules.ShouldBe(["rules/ask", "rules/no_deploy"]);
    }
}
