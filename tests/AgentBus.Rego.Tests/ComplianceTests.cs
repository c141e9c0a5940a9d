using AgentBus.Rego.Compliance;

namespace AgentBus.Rego.Tests;

public sealed class ComplianceTests
{
    private static readonly string[] Uncommon =
    [
        "jwt", "graphql", "cryptox509", "cryptoparse", "providers-aws", "rendertemplate", "jsonschema", "planner-ir", "netlookupipaddr",
    ];

    [Fact]
    public void Of_the_cases_on_the_language_and_the_common_builtins_97_percent_pass()
    {
        var cases = Corpora.Cases().Where(c => !Uncommon.Any(u => c.Group.StartsWith(u, StringComparison.Ordinal))).ToList();
        Share(cases).ShouldBeGreaterThanOrEqualTo(0.97);
    }

    [Fact]
    public void Of_all_cases_88_percent_pass() => Share(Corpora.Cases()).ShouldBeGreaterThanOrEqualTo(0.88);

    [Fact]
    public void A_case_that_wants_an_error_fails_if_evaluation_succeeds()
    {
        var given = new ComplianceCase { Query = "x = 1", WantErrorCode = RegoErrorCode.Builtin };
        CaseRunner.Run(given).Passed.ShouldBeFalse();
    }

    [Fact]
    public void A_case_that_wants_an_error_fails_if_the_error_has_another_code()
    {
        var given = new ComplianceCase { Query = "x = 1 / 0", StrictError = true, WantErrorCode = RegoErrorCode.Conflict };
        CaseRunner.Run(given).Passed.ShouldBeFalse();
        CaseRunner.Run(given with { WantErrorCode = RegoErrorCode.Builtin }).Passed.ShouldBeTrue();
    }

    private static double Share(IReadOnlyList<ComplianceCase> cases) => cases.Count(c => CaseRunner.Run(c).Passed) / (double)cases.Count;
}
