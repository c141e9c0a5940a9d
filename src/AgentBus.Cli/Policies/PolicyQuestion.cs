using System.Text.RegularExpressions;
using AgentBus.Rego;

namespace AgentBus.Cli.Policies;

/// <summary>A query with the policy that answers it and the input that it reads.</summary>
internal sealed partial record PolicyQuestion(CompiledPolicy Policy, string Query, RegoValue? Input, EvaluationOptions Options)
{
    /// <summary>Whether a query names one document, rather than stating something.</summary>
    public static bool IsPath(string? query) => query is not null && Path().IsMatch(query);

    /// <summary>The document that the query names, or the solutions of the query; null if it is undefined.</summary>
    public RegoValue? Answer() => Prepare()();

    /// <summary>Compiles the query once, for many answers.</summary>
    public Func<RegoValue?> Prepare()
    {
        if (IsPath(Query))
        {
            return () => Policy.Evaluate(Query, Input, null, Options);
        }

        var query = Policy.Prepare(Query);
        return () => Solutions(query.Evaluate(Input, null, Options));
    }

    public Explanation Explain() => Policy.Explain(Query, Input, null, Options);

    // A query without variables has nothing to tell but that it holds.
    private static RegoValue? Solutions(IReadOnlyList<RegoValue> solutions) =>
        solutions.Count == 0 ? null : solutions.All(static s => s.Keys.Count == 0) ? RegoValue.Of(true) : RegoValue.ArrayOf(solutions);

    [GeneratedRegex("""^data(\.[A-Za-z_][A-Za-z0-9_]*|\["[^"\\]*"\])*$""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Path();
}
