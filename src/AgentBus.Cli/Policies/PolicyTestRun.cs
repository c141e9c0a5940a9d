using System.Text.RegularExpressions;
using AgentBus.Rego;

namespace AgentBus.Cli.Policies;

/// <summary>Runs the test rules of a policy. A test passes if its value is true.</summary>
internal sealed class PolicyTestRun(CompiledPolicy policy, TimeProvider clock)
{
    /// <summary>The results in the order of files and names.</summary>
    public IReadOnlyList<PolicyTestResult> Run(Regex? names) =>
    [
        .. policy.Rules.Where(static r => r.IsTest || r.IsSkippedTest)
            .DistinctBy(static r => r.Name)
            .Where(r => names?.IsMatch(r.Name) ?? true)
            .OrderBy(static r => r.Location?.File, StringComparer.Ordinal)
            .ThenBy(static r => r.Location?.Line)
            .Select(Run),
    ];

    private PolicyTestResult Run(PolicyRule rule)
    {
        if (rule.IsSkippedTest)
        {
            return new PolicyTestResult(rule, TestOutcome.Skipped, TimeSpan.Zero, [], null, []);
        }

        var printed = new List<string>();
        var options = new EvaluationOptions { Now = clock.GetUtcNow(), Print = printed.Add };
        var begin = clock.GetTimestamp();
        try
        {
            var explanation = policy.Explain(rule.Name, null, null, options);
            var outcome = explanation.Value == RegoValue.Of(true) ? TestOutcome.Pass : TestOutcome.Fail;
            return new PolicyTestResult(rule, outcome, clock.GetElapsedTime(begin), printed, null, explanation.Fired);
        }
        catch (RegoError error)
        {
            return new PolicyTestResult(rule, TestOutcome.Error, clock.GetElapsedTime(begin), printed, error.Message, []);
        }
    }
}
