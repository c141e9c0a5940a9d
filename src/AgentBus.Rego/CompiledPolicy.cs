using AgentBus.Rego.Compile;
using AgentBus.Rego.Evaluate;

namespace AgentBus.Rego;

/// <summary>A compiled policy. Immutable; any number of threads may evaluate it at the same time.</summary>
public sealed class CompiledPolicy
{
    private readonly PolicyProgram _program;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, DocumentPlan> _entrypoints = new(StringComparer.Ordinal);
    private readonly Builtins.PatternCache _patterns = new();
    private readonly CollectionIndexes _indexes = new();
    private Evaluation? _idle;

    internal CompiledPolicy(PolicyProgram program, RegoValue data)
    {
        _program = program;
        Data = data;
    }

    /// <summary>The documents that the policy was compiled with.</summary>
    public RegoValue Data { get; }

    /// <summary>All rules, in the order of their names.</summary>
    public IReadOnlyList<PolicyRule> Rules =>
        [.. _program.Tree.Groups.SelectMany(g => g.Rules).Select(r => new PolicyRule(DataPath.Full(r.Path), r.Rule.Span.Location())).OrderBy(r => r.Name, StringComparer.Ordinal)];

    /// <summary>
    /// What the rules read of the input: each an array of member names, and all that lies below them. An empty one: the whole input. An input
    /// that lacks everything else gives the same results.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> InputPaths => _program.Reads.Paths;

    /// <summary>The result follows from input and data alone: no rule asks for the time or what else is given with an evaluation.</summary>
    public bool IsRepeatable => _program.Reads.IsRepeatable;

    /// <summary>Evaluates the document at an entrypoint, or returns null if it is undefined.</summary>
    /// <param name="entrypoint">A path below data, such as <c>agentbus/decision</c> or <c>data.agentbus.decision</c>.</param>
    /// <param name="input">What the policy reads as input, or null for none.</param>
    /// <param name="data">Documents below data in place of <see cref="Data"/>.</param>
    /// <param name="options">Bounds and circumstances.</param>
    /// <exception cref="RegoError">The evaluation failed or met a bound.</exception>
    public RegoValue? Evaluate(string entrypoint, RegoValue? input = null, RegoValue? data = null, EvaluationOptions? options = null) =>
        Run(entrypoint, input, data, options, explain: false, (value, _) => value);

    /// <summary>Evaluates like <see cref="Evaluate"/> and tells which rules fired.</summary>
    /// <exception cref="RegoError">The evaluation failed or met a bound.</exception>
    public Explanation Explain(string entrypoint, RegoValue? input = null, RegoValue? data = null, EvaluationOptions? options = null) =>
        Run(entrypoint, input, data, options, explain: true, (value, fired) => new Explanation(value, [.. fired!.Distinct().Select(Fired)]));

    /// <summary>Compiles a query against the policy.</summary>
    /// <exception cref="RegoError">The query does not compile.</exception>
    public CompiledQuery Prepare(string query) => new(this, _program.Query(query));

    /// <summary>A rule at whose path a document stands, which readers of the policy would take for the other; null if there is none.</summary>
    internal PolicyRule? Shadowed() => _program.Tree.Groups
        .Where(g => g.Group.Kind != GroupKind.Function && DocumentAt(g.Group.Path) is not null)
        .Select(g => new PolicyRule(DataPath.Full(g.Group.Path), g.Rules[0].Rule.Span.Location()))
        .FirstOrDefault();

    internal Evaluation Rent() => Interlocked.Exchange(ref _idle, null) ?? new Evaluation(_program.Tree.Groups.Count, _patterns, _indexes);

    internal void Return(Evaluation run)
    {
        run.End();
        _idle = run;
    }

    private RegoValue? DocumentAt(RegoValue[] path)
    {
        RegoValue? value = Data;
        for (var i = 0; i < path.Length && value is not null; i++)
        {
            value = Member.Of(value, path[i]);
        }

        return value;
    }

    private static FiredRule Fired(CompiledRule rule)
    {
        var location = rule.Span.Location();
        return new FiredRule("data." + rule.Name, location, location is null ? null : rule.Span.File!.LineText(location.Line).Trim());
    }

    private T Run<T>(
        string entrypoint, RegoValue? input, RegoValue? data, EvaluationOptions? options, bool explain, Func<RegoValue?, List<CompiledRule>?, T> result)
    {
        var plan = Entrypoint(entrypoint);
        var run = Rent();
        run.Begin(input, data ?? Data, options ?? EvaluationOptions.Default);
        run.Fired = explain ? [] : null;
        var outcome = result(plan.Run(run), run.Fired);
        Return(run);
        return outcome;
    }

    private DocumentPlan Entrypoint(string entrypoint)
    {
        ArgumentNullException.ThrowIfNull(entrypoint);
        if (!_entrypoints.TryGetValue(entrypoint, out var plan))
        {
            plan = _program.Document(EntrypointPath.Parse(entrypoint));

            // Entrypoints are few, but a caller may make them up.
            if (_entrypoints.Count < 256)
            {
                _entrypoints[entrypoint] = plan;
            }
        }

        return plan;
    }
}
