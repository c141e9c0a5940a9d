using System.Text;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Policies;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;
using AgentBus.Rego;

namespace AgentBus.Domain.Tests.Policies;

public sealed class OpaStrategyTests
{
    private static readonly PolicySettings Policies = new() { OpaPath = "acme/decision" };

    [Fact]
    public void The_engine_is_asked_with_the_whole_input()
    {
        var result = PolicyScene.Scene(Policies, new FakeData("""{"amount": 7}""")).Admit();

        result.Step.ShouldBe(StageOutcome.Need);
        result.Verdict.ShouldBeNull();
        result.Target.Channel.ShouldBe(Scene.OpsMain);
        var need = result.Need.ShouldNotBeNull();
        (need.Stage, need.Path).ShouldBe((PolicyStage.Name, "acme/decision"));
        var input = RegoValue.FromJson(Encoding.UTF8.GetString(need.Query.Span))["input"].ShouldNotBeNull();
        input["user"]!["id"]!.AsString.ShouldBe("alice");
        input["message"]!["payload"]!["amount"]!.AsInt64.ShouldBe(7);
    }

    [Theory]
    [InlineData("""{"result": true}""", PolicyOutcome.Allow, "opa/allow")]
    [InlineData("""{"result": false}""", PolicyOutcome.Deny, "opa/default")]
    [InlineData("""{"result": {"allow": true, "deny": ["freeze"]}}""", PolicyOutcome.Deny, "opa/freeze")]
    [InlineData("""{}""", PolicyOutcome.Unavailable, "opa/policy_not_found")]
    [InlineData("""{"decision_id": "d"}""", PolicyOutcome.Unavailable, "opa/policy_not_found")]
    [InlineData("""{"result": 7}""", PolicyOutcome.Unavailable, "opa/malformed_decision")]
    [InlineData("""true""", PolicyOutcome.Unavailable, "opa/malformed_decision")]
    [InlineData("""{"result": """, PolicyOutcome.Unavailable, "opa/malformed_decision")]
    [InlineData("", PolicyOutcome.Unavailable, "opa/malformed_decision")]
    public void Its_answer_decides_and_what_is_none_denies(string body, PolicyOutcome outcome, string rule)
    {
        var decision = Answered(Policies, new AdmissionAnswer(PolicyStage.Name, Encoding.UTF8.GetBytes(body))).Verdict!.Policy.ShouldNotBeNull();

        decision.Outcome.ShouldBe(outcome);
        decision.Rules.ShouldBe([rule]);
    }

    [Fact]
    public void The_decision_id_and_the_revisions_of_its_bundles_are_kept()
    {
        var body = """{"result": true, "decision_id": "4ca636c1", "provenance": {"bundles": {"acme": {"revision": "r-7"}}}}"""u8.ToArray();

        var decision = Answered(Policies, new AdmissionAnswer(PolicyStage.Name, body)).ShouldBeDelivered().Policy!;

        decision.DecisionIds.ShouldBe(["4ca636c1"]);
        decision.Revisions.ShouldBe(["r-7"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_the_tenant_says_so_people_decide_in_the_place_of_an_engine_without_an_answer(bool isUnreachable)
    {
        var policies = Policies with { AsksPeople = true };
        var none = new AdmissionAnswer(PolicyStage.Name, null, "opa_connection_error", isUnreachable);

        var held = Answered(policies, none);

        held.Step.ShouldBe(StageOutcome.Hold);
        (held.Verdict!.Stage, held.Verdict.Policy!.Fallback, held.Verdict.Policy.Rules.Single()).ShouldBe((PolicyStage.Name, "people", "opa/opa_connection_error"));
        Answered(policies with { Rules = [new DeclaredRule { Name = "freeze" }] }, none).ShouldBeRefused(Code.PolicyDenied, PolicyStage.Name);
        Answered(policies with { Rules = [new DeclaredRule { Name = "freeze" }], CollectsAll = true }, none).ShouldBeRefused(Code.PolicyDenied, PolicyStage.Name);
        if (isUnreachable)
        {
            Answered(policies with { FallsBackToRules = true }, none).ShouldBeDelivered();
        }
    }

    [Fact]
    public void Without_an_answer_the_message_is_refused()
    {
        Answered(Policies, new AdmissionAnswer(PolicyStage.Name, null, "opa_connection_error", IsUnreachable: true)).ShouldBeRefused(Code.PolicyUnavailable, "policy")
            .Policy!.Rules.ShouldBe(["opa/opa_connection_error"]);
    }

    [Fact]
    public void Rules_take_the_place_of_an_engine_that_cannot_be_reached_but_not_of_one_that_failed()
    {
        var lenient = Policies with { FallsBackToRules = true };

        Answered(lenient, new AdmissionAnswer(PolicyStage.Name, null, "opa_connection_error", IsUnreachable: true)).ShouldBeDelivered().Policy!.Fallback.ShouldBe("rules");
        Answered(lenient, new AdmissionAnswer(PolicyStage.Name, null, "policy_evaluation_error")).ShouldBeRefused(Code.PolicyUnavailable, "policy");
    }

    [Fact]
    public void What_the_rules_deny_is_not_asked_outside() =>
        PolicyScene.Scene(Policies with { Rules = [new DeclaredRule { Name = "all" }] }).Admit().ShouldBeRefused(Code.PolicyDenied, "policy");

    [Fact]
    public void A_message_that_waited_pays_once()
    {
        var scene = PolicyScene.Scene(Policies) with { Answer = new AdmissionAnswer(PolicyStage.Name, """{"result": true}"""u8.ToArray()) };
        scene = scene with { Settings = scene.Settings with { Quota = new QuotaSettings(1, 1, 1, 1) } };
        var context = scene.Context();
        scene.Pipeline().Admit(Scene.Message, in context).ShouldBeDelivered();

        var again = context with { IsRepeated = true };

        scene.Pipeline().Admit(Scene.Message, in again).ShouldBeDelivered();
        scene.Pipeline().Admit(Scene.Message, in context).ShouldBeRefused(Code.RateLimited, "quota");
    }

    private static AdmissionResult Answered(PolicySettings policies, AdmissionAnswer answer) => (PolicyScene.Scene(policies) with { Answer = answer }).Admit();
}
