using AgentBus.Rego;

namespace AgentBus.Cli.Policies;

/// <summary>Which rules of a file held in some test; the rules of test files do not count.</summary>
internal sealed record RuleCoverage(string File, int Rules, IReadOnlyList<PolicyRule> NotCovered)
{
    public int Covered => Rules - NotCovered.Count;

    public double Percent => 100.0 * Covered / Rules;

    public static IReadOnlyList<RuleCoverage> Of(CompiledPolicy policy, IReadOnlyList<PolicyTestResult> results)
    {
        var tests = policy.Rules.Where(static r => r.IsTest || r.IsSkippedTest).Select(static r => r.Location?.File).ToHashSet();
        var fired = results.SelectMany(static r => r.Fired).Select(static f => f.Location).ToHashSet();
        return
        [
            .. policy.Rules.Where(r => r.Location is { } place && !tests.Contains(place.File))
                .GroupBy(static r => r.Location!.File, StringComparer.Ordinal)
                .OrderBy(static g => g.Key, StringComparer.Ordinal)
                .Select(g => new RuleCoverage(g.Key, g.Count(), [.. g.Where(r => !fired.Contains(r.Location))])),
        ];
    }
}
