namespace AgentBus.Rego.Compile;

/// <summary>Orders the statements of a body so that each finds its inputs bound; a body for which there is no such order is unsafe.</summary>
internal sealed class Ordering(SlotTable slots)
{
    /// <summary>The statements in order; the variables they bind are added to the set.</summary>
    public List<CoreStatement> Order(IReadOnlyList<CoreStatement> statements, HashSet<int> bound)
    {
        var (ordered, rest) = Arrange(statements, bound);
        return rest.Count == 0 ? ordered : throw Unsafe(rest, bound);
    }

    public void RequireBound(IEnumerable<int> variables, HashSet<int> bound)
    {
        foreach (var variable in variables)
        {
            if (!bound.Contains(variable))
            {
                throw Unsafe(variable);
            }
        }
    }

    /// <summary>Whether a term can be matched against a value: its keys and sets are known, its variables may be bound by the match.</summary>
    public static bool IsPattern(CoreTerm term, HashSet<int> bound) => term switch
    {
        CoreArray array => array.Items.All(i => IsPattern(i, bound)),
        CoreObject entries => entries.Keys.All(k => IsBound(k, bound)) && entries.Values.All(v => IsPattern(v, bound)),
        CoreSet set => IsBound(set, bound),
        _ => true,
    };

    public static bool IsBound(CoreTerm term, HashSet<int> bound) => Variables.Of(term).All(bound.Contains);

    private (List<CoreStatement> Ordered, List<CoreStatement> Waiting) Arrange(IReadOnlyList<CoreStatement> statements, HashSet<int> bound)
    {
        var ordered = new List<CoreStatement>(statements.Count);
        var rest = statements.ToList();
        bool progress;
        do
        {
            progress = false;
            var waiting = new List<CoreStatement>();
            foreach (var statement in rest)
            {
                if (Binds(statement, bound) is { } outputs)
                {
                    bound.UnionWith(outputs);
                    ordered.Add(statement);
                    progress = true;
                }
                else
                {
                    waiting.Add(statement);
                }
            }

            rest = waiting;
        }
        while (progress && rest.Count > 0);

        return (ordered, rest);
    }

    /// <summary>The variables that the statement binds, or null if it cannot run yet.</summary>
    private IEnumerable<int>? Binds(CoreStatement statement, HashSet<int> bound)
    {
        switch (statement)
        {
            case CoreUnify unify:
                return Binds(unify, bound);
            case CoreTest { Term: CoreRef reference }:
                return RefIsReady(reference, bound) ? Variables.Of(reference) : null;
            case CoreTest or CoreNot or CoreEvery:
                return Variables.Of(statement).All(bound.Contains) ? [] : null;
            case CoreWith with:
                if (!with.Modifiers.SelectMany(Variables.Of).All(bound.Contains))
                {
                    return null;
                }

                var inner = new HashSet<int>(bound);
                return Arrange(with.Body.Statements, inner).Waiting.Count == 0 ? inner : null;
            default:
                return null;
        }
    }

    private static IEnumerable<int>? Binds(CoreUnify unify, HashSet<int> bound)
    {
        var (left, right) = (unify.Left, unify.Right);
        if (unify.RequireBound)
        {
            return IsBound(right, bound) ? Variables.Of(left) : null;
        }

        if (right is CoreRef reference)
        {
            if (!RefIsReady(reference, bound))
            {
                return null;
            }

            var outputs = Variables.Of(reference).ToHashSet();
            outputs.UnionWith(bound);
            return IsPattern(left, outputs) ? outputs.Concat(Variables.Of(left)) : null;
        }

        if (IsBound(right, bound))
        {
            return IsPattern(left, bound) ? Variables.Of(left) : null;
        }

        var isFlat = right is not (CoreCall or CoreComprehension or CoreTemplate);
        return isFlat && IsBound(left, bound) && IsPattern(right, bound) ? Variables.Of(right) : null;
    }

    private static bool RefIsReady(CoreRef reference, HashSet<int> bound) =>
        (reference.Root != CoreRoot.Local || bound.Contains(reference.Slot)) && reference.Operands.All(o => IsPattern(o, bound));

    private RegoError Unsafe(List<CoreStatement> rest, HashSet<int> bound)
    {
        var unbound = rest.SelectMany(Variables.Of).Distinct().Where(s => !bound.Contains(s)).ToList();
        var named = unbound.Where(s => !slots[s].Generated).ToList();
        return named.Count > 0 ? Unsafe(named[0]) : rest[0].Span.Error(RegoErrorCode.UnsafeVariable, "expression is unsafe");
    }

    private RegoError Unsafe(int variable) =>
        slots[variable].Span.Error(RegoErrorCode.UnsafeVariable, $"var {slots[variable].Name} is unsafe");
}
