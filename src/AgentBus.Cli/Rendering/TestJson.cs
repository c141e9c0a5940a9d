using AgentBus.Cli.Policies;
using AgentBus.Rego;

namespace AgentBus.Cli.Rendering;

/// <summary>Results of tests in the form of <c>opa test --format json</c>; with coverage as an object that has both.</summary>
internal static class TestJson
{
    public static void Write(TextWriter writer, IReadOnlyList<PolicyTestResult> results, IReadOnlyList<RuleCoverage>? coverage)
    {
        var tests = RegoValue.ArrayOf(results.Select(Test));
        JsonOutput.Write(writer, coverage is null ? tests : JsonOutput.Object(("tests", tests), ("coverage", RegoValue.ArrayOf(coverage.Select(File)))));
    }

    private static RegoValue Test(PolicyTestResult result) => JsonOutput.Object(Members(result));

    private static IEnumerable<(string, RegoValue)> Members(PolicyTestResult result)
    {
        var dot = result.Rule.Name.LastIndexOf('.');
        yield return ("package", RegoValue.Of(result.Rule.Name[..dot]));
        yield return ("name", RegoValue.Of(result.Rule.Name[(dot + 1)..]));
        yield return ("outcome", RegoValue.Of(TestView.Word(result.Outcome)));
        yield return ("duration", RegoValue.Of((long)result.Duration.TotalNanoseconds));
        if (result.Rule.Location is { } place)
        {
            yield return ("location", JsonOutput.Place(place));
        }

        if (result.Outcome is TestOutcome.Fail or TestOutcome.Skipped)
        {
            yield return (result.Outcome == TestOutcome.Fail ? "fail" : "skip", RegoValue.Of(true));
        }

        if (result.Error is { } error)
        {
            yield return ("error", RegoValue.Of(error));
        }
    }

    private static RegoValue File(RuleCoverage file) => JsonOutput.Object(
        ("file", RegoValue.Of(file.File)),
        ("rules", RegoValue.Of(file.Rules)),
        ("covered", RegoValue.Of(file.Covered)),
        ("percent", RegoValue.Of(Math.Round(file.Percent, 1))),
        ("not_covered", RegoValue.ArrayOf(file.NotCovered.Select(static r => JsonOutput.Object(("name", RegoValue.Of(r.Name)), ("location", JsonOutput.Place(r.Location!)))))));
}
