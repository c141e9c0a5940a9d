using AgentBus.Domain.Admission;
using AgentBus.Domain.Tests.Impact;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Policies;

public sealed class BundlePolicyTests
{
    [Fact]
    public void A_bundle_denies_by_its_rules_and_says_which_and_in_which_revision()
    {
        var bundle = PolicyScene.DenyWhere("""input.action == "deploy" """);

        var verdict = PolicyScene.Scene(bundle).Admit(Scene.Message with { Action = "deploy" }).ShouldBeRefused(Code.PolicyDenied, "policy");

        verdict.Policy!.Rules.ShouldBe(["bundle/rule"]);
        verdict.Policy.Revisions.ShouldBe([bundle.Revision]);
        PolicyScene.Scene(bundle).Admit().ShouldBeDelivered().Policy!.Outcome.ShouldBe(PolicyOutcome.Allow);
    }

    [Theory]
    [InlineData("true", PolicyOutcome.Allow)]
    [InlineData("false", PolicyOutcome.Deny)]
    [InlineData("""{"allow": true}""", PolicyOutcome.Allow)]
    [InlineData("""{"allow": true, "grants": {"admin"}}""", PolicyOutcome.Allow)]
    [InlineData("""{"allow": false}""", PolicyOutcome.Deny)]
    [InlineData("""{"allow": true, "deny": {"a"}}""", PolicyOutcome.Deny)]
    [InlineData("""{"allow": true, "require_hitl": true}""", PolicyOutcome.Deliberate)]
    [InlineData("""{"allow": false, "require_hitl": true}""", PolicyOutcome.Deny)]
    [InlineData("""{"deny": set()}""", PolicyOutcome.Unavailable)]
    [InlineData("""{"allow": "yes"}""", PolicyOutcome.Unavailable)]
    [InlineData("""{"allow": true, "deny": true}""", PolicyOutcome.Unavailable)]
    [InlineData("""{"allow": true, "require_hitl": 1}""", PolicyOutcome.Unavailable)]
    [InlineData("""{"allow": true, "require_hitl": true, "deliberation": 7}""", PolicyOutcome.Unavailable)]
    [InlineData("""{"allow": true, "require_hitl": true, "deliberation": "a234567890123456789012345678901234567890123456789012345678901234x"}""", PolicyOutcome.Unavailable)]
    [InlineData("""{"allow": true, "classification": "top"}""", PolicyOutcome.Unavailable)]
    [InlineData("""{"allow": true, "impact": 7}""", PolicyOutcome.Unavailable)]
    [InlineData("[]", PolicyOutcome.Unavailable)]
    [InlineData("input.nothing", PolicyOutcome.Unavailable)]
    public void What_a_bundle_answers_is_a_decision_or_denies(string decision, PolicyOutcome outcome) =>
        PolicyScene.Scene(PolicyScene.Answering(decision)).Admit().Verdict!.Policy!.Outcome.ShouldBe(outcome);

    [Fact]
    public void A_rule_gives_its_reason()
    {
        var bundle = PolicyScene.Answering("""{"allow": false, "deny": [{"rule": "freeze", "reason": "No deployments in December."}]}""");

        PolicyScene.Scene(bundle).Admit().ShouldBeRefused(Code.PolicyDenied, "policy").Reasons[0].ShouldBe("A policy denies it: bundle/freeze. No deployments in December.");
    }

    [Fact]
    public void A_bundle_demands_people_and_raises_what_it_thinks_too_low()
    {
        var result = PolicyScene.Scene(PolicyScene.Answering(
            """{"allow": true, "require_hitl": true, "deliberation": "four_eyes", "classification": "internal", "impact": 0.5}""")).Admit();

        result.Step.ShouldBe(StageOutcome.Hold);
        result.Verdict!.Policy!.Deliberation.ShouldBe("four_eyes");
        result.Verdict.Impact.ShouldBe(0.5);
        result.Stamp!.Classification.ShouldBe(Classification.Internal);
    }

    [Fact]
    public void Where_people_decide_they_read_the_lines_that_ask_for_them()
    {
        var bundle = PolicyScene.Bundle("""
            package agentbus

            decision := {"allow": true, "require_hitl": count(asks) > 0}

            asks contains "big" if input.action == "deploy"

            asks contains "small" if input.action == "look"
            """);

        var decision = PolicyScene.Scene(bundle).Admit(Scene.Message with { Action = "deploy" }).Verdict!.Policy.ShouldNotBeNull();

        var rule = decision.Fired.Single(static fired => fired.Name.StartsWith("data.agentbus.asks", StringComparison.Ordinal));
        (rule.Place, rule.Line).ShouldBe(("policy.rego:5:1", "asks contains \"big\" if input.action == \"deploy\""));
        PolicyScene.Scene(bundle).Admit().ShouldBeDelivered().Policy!.Fired.ShouldBeEmpty();
    }

    [Fact]
    public void A_document_that_is_not_there_refuses()
    {
        var policies = new PolicySettings { Active = PolicyScene.Answering("true"), Entrypoint = "agentbus/other" };

        PolicyScene.Scene(policies).Admit().ShouldBeRefused(Code.PolicyUnavailable, "policy").Policy!.Rules.ShouldBe(["bundle/policy_not_found"]);
    }

    [Fact]
    public void A_policy_that_runs_into_its_bounds_refuses_also_where_rules_could_take_its_place()
    {
        var endless = PolicyScene.Bundle("""
            package agentbus

            decision := {"allow": count([1 | some x in numbers.range(1, 2000); some y in numbers.range(1, 2000); x == y]) > 0}
            """);

        PolicyScene.Scene(new PolicySettings { Active = endless, FallsBackToRules = true })
            .Admit().ShouldBeRefused(Code.PolicyUnavailable, "policy").Policy!.Rules[0].ShouldStartWith("bundle/eval_");
    }

    [Fact]
    public void A_bundle_that_does_not_compile_refuses_or_leaves_it_to_the_rules()
    {
        var broken = new PolicyBundleText("broken", "", TestKit.PolicyArchive.Of(("policy.rego", "package agentbus\n\nallow if {")));
        var rule = new DeclaredRule { Name = "no_deploy", Actions = ["deploy"] };
        var policies = new PolicySettings { Active = broken, Rules = [rule] };

        PolicyScene.Scene(policies).Admit().ShouldBeRefused(Code.PolicyUnavailable, "policy");

        var lenient = PolicyScene.Scene(policies with { FallsBackToRules = true });
        lenient.Admit().ShouldBeDelivered().Policy!.Fallback.ShouldBe("rules");
        lenient.Admit(Scene.Message with { Action = "deploy" }).ShouldBeRefused(Code.PolicyDenied, "policy");
    }

    [Fact]
    public void The_first_that_denies_ends_it_unless_all_are_to_be_asked()
    {
        var rule = new DeclaredRule { Name = "all" };
        var policies = new PolicySettings { Rules = [rule], Active = PolicyScene.DenyWhere("true") };

        PolicyScene.Scene(policies).Admit().Verdict!.Policy!.Rules.ShouldBe(["rules/all"]);
        PolicyScene.Scene(policies with { CollectsAll = true }).Admit().Verdict!.Policy!.Rules.ShouldBe(["rules/all", "bundle/rule"]);
    }

    [Fact]
    public void The_time_is_an_argument()
    {
        var bundle = PolicyScene.DenyWhere("time.weekday(time.now_ns()) == \"Sunday\"; input.time_ns == time.now_ns()");

        PolicyScene.Scene(bundle).Admit().ShouldBeRefused(Code.PolicyDenied, "policy");
        (PolicyScene.Scene(bundle) with { Now = Scene.Start.AddDays(1) }).Admit(Scene.Message).ShouldBeDelivered();
    }

    [Fact]
    public void Where_the_prepared_way_fails_the_plain_one_takes_its_place()
    {
        var bundle = PolicyScene.DenyWhere("""input.target.environment == "production" """);

        var faults = new ImpactScene.FaultList();
        var data = new FakeData("""{"target": {"environment": "production"}}""") { Fails = true };

        var verdict = PolicyScene.Scene(new PolicySettings { Active = bundle }, data, faults: faults).Admit().ShouldBeRefused(Code.PolicyDenied, "policy");

        verdict.Policy!.Fallback.ShouldBe("plain");
        faults.Faults.ShouldHaveSingleItem().Stage.ShouldBe("policy");
    }

    [Fact]
    public void Where_the_plain_way_fails_too_the_message_is_refused()
    {
        var faults = new ImpactScene.FaultList();

        PolicyScene.Scene(new PolicySettings { Active = PolicyScene.DenyWhere("input.message.payload.a") }, new FakeData("""{"a": true}""") { Fails = true }, plain: true, faults)
            .Admit().ShouldBeRefused(Code.PolicyUnavailable, "policy");

        faults.Faults.ShouldHaveSingleItem().Stage.ShouldBe("policy");
    }

    [Fact]
    public void A_bundle_that_asks_for_few_parts_reads_no_content()
    {
        var data = new FakeData("""{"target": {"environment": "production"}}""");

        PolicyScene.Scene(PolicyScene.DenyWhere("""input.user.role == "guest" """), data).Admit().ShouldBeDelivered();

        data.Reads.ShouldBe(0);
    }
}
