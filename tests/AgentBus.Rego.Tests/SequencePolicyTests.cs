namespace AgentBus.Rego.Tests;

/// <summary>The sample of a policy that judges a message by those before it.</summary>
public sealed class SequencePolicyTests
{
    [Fact]
    public void Every_test_beside_the_sample_holds_and_covers_its_rules()
    {
        var policy = PolicyBundle.FromFolder(Repository.Path("docs/samples/SequencePolicy")).Compile(includeTests: true);
        var tests = policy.Rules.Where(static rule => rule.IsTest).ToList();

        tests.Count.ShouldBeGreaterThan(7);
        foreach (var test in tests)
        {
            policy.Evaluate(test.Name).ShouldBe(RegoValue.Of(true), test.ToString());
        }

        var fired = tests.SelectMany(test => policy.Explain(test.Name).Fired).Select(static rule => rule.Location).ToHashSet();
        policy.Rules.Where(rule => rule.Location!.File.EndsWith("sequences.rego", StringComparison.Ordinal) && !fired.Contains(rule.Location)).ShouldBeEmpty();
    }
}
