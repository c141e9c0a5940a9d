using AgentBus.Rego.Evaluate;

namespace AgentBus.Rego;

/// <summary>A query compiled against a policy. Immutable and thread-safe.</summary>
public sealed class CompiledQuery
{
    private readonly CompiledPolicy _policy;
    private readonly QueryPlan _plan;

    internal CompiledQuery(CompiledPolicy policy, QueryPlan plan)
    {
        _policy = policy;
        _plan = plan;
    }

    /// <summary>Evaluates the query: one object for each solution, with the query's variables as members.</summary>
    /// <exception cref="RegoError">The evaluation failed or met a bound.</exception>
    public IReadOnlyList<RegoValue> Evaluate(RegoValue? input = null, RegoValue? data = null, EvaluationOptions? options = null)
    {
        var run = _policy.Rent();
        run.Begin(input, data ?? _policy.Data, options ?? EvaluationOptions.Default);
        var results = _plan.Run(run);
        _policy.Return(run);
        return results;
    }
}
