namespace AgentBus.Rego.Tests;

public sealed class ShippedPolicyTests
{
    private static readonly Lazy<PolicyBundle> Bundle = new(() => PolicyBundle.FromFolder(Repository.Path("deploy/policies/agentbus")));

    [Fact]
    public void Every_test_beside_the_shipped_policies_holds()
    {
        var policy = Bundle.Value.Compile(includeTests: true);
        var tests = policy.Rules.Where(r => r.IsTest).ToList();
        tests.Count.ShouldBeGreaterThan(25);
        foreach (var test in tests)
        {
            policy.Evaluate(test.Name).ShouldBe(RegoValue.Of(true), test.ToString());
        }
    }

    [Fact]
    public void Every_rule_of_the_shipped_policies_is_covered_by_a_test()
    {
        var policy = Bundle.Value.Compile(includeTests: true);
        var fired = policy.Rules.Where(r => r.IsTest).SelectMany(t => policy.Explain(t.Name).Fired).Select(f => f.Location).ToHashSet();
        policy.Rules.Where(r => !r.Location!.File.EndsWith("_test.rego", StringComparison.Ordinal) && !fired.Contains(r.Location)).ShouldBeEmpty();
    }

    [Fact]
    public void The_decision_tells_what_granted_and_what_denied()
    {
        var input = RegoValue.FromJson("""{"user": {"role": "admin"}, "target": {"environment": "production", "tool": "fs.delete"}, "ehi_score": 0.7}""");
        Bundle.Value.Compile().Evaluate("agentbus/decision", input)!.ToJson().ShouldBe(
            """{"allow":false,"deny":["production_without_approval","tool_denied"],"grants":["admin"],"require_hitl":true}""");
    }

    [Fact]
    public void The_tests_are_no_part_of_the_compiled_bundle() => Bundle.Value.Compile().Rules.ShouldNotContain(r => r.IsTest);
}
