using System.Text.Json;

namespace AgentBus.Rego.Compliance;

/// <summary>Runs a case: compiles its modules as they are, evaluates its query and compares the outcome with what it wants.</summary>
public static class CaseRunner
{
    private static readonly string[] ErrorCodes =
    [
        RegoErrorCode.Builtin, RegoErrorCode.EvaluationType, RegoErrorCode.Conflict, RegoErrorCode.WithMerge, RegoErrorCode.Type,
        RegoErrorCode.Parse, RegoErrorCode.Compile, RegoErrorCode.Recursion, RegoErrorCode.UnsafeVariable,
    ];

    public static CaseOutcome Run(ComplianceCase given)
    {
        try
        {
            var result = Evaluate(given);
            return new CaseOutcome(given, given.WantsError
                ? $"wanted {given.WantErrorCode ?? given.WantError}, got {Text(result)}"
                : ResultComparison.Difference(given, result));
        }
        catch (RegoError error)
        {
            return new CaseOutcome(given, Matches(given, error) ? null : error.Message);
        }
    }

    private static IReadOnlyList<RegoValue> Evaluate(ComplianceCase given)
    {
        var modules = (given.Modules ?? []).Select((source, i) => new PolicyModule($"test-{i}.rego", source));
        var data = given.Data is { ValueKind: JsonValueKind.Object } documents ? RegoValue.FromJson(documents) : null;
        var query = PolicyCompiler.Compile(modules, data).Prepare(given.Query);
        var input = given.InputTerm is not null ? PolicyCompiler.ParseValue(given.InputTerm)
            : given.Input is { } json ? RegoValue.FromJson(json) : null;
        return query.Evaluate(input, options: new EvaluationOptions
        {
            StrictBuiltinErrors = given.StrictError,
            Now = TimeProvider.System.GetUtcNow(),
            Runtime = RegoValue.ObjectOf([]),
        });
    }

    private static bool Matches(ComplianceCase given, RegoError error)
    {
        if (!given.WantsError)
        {
            return false;
        }

        // Where a case names no code, the code stands in the text of the error it wants.
        var code = given.WantErrorCode ?? ErrorCodes.FirstOrDefault(c => given.WantError!.Contains(c, StringComparison.Ordinal));
        return code is null || error.Code == code;
    }

    private static string Text(IReadOnlyList<RegoValue> results) => "[" + string.Join(", ", results.Select(r => r.ToJson())) + "]";
}
