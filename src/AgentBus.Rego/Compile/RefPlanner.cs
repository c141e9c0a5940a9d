using AgentBus.Rego.Evaluate;
using AgentBus.Rego.Syntax;

namespace AgentBus.Rego.Compile;

/// <summary>Plans refs: finds the rules they reach, follows known keys and iterates over unknown ones.</summary>
internal sealed class RefPlanner(PlanContext context)
{
    /// <summary>The expression for a ref whose variables are all bound, or null if its way through the rules is known only later.</summary>
    public Expression? Single(CoreRef reference, HashSet<int> bound, Span span)
    {
        var (source, rest) = Start(reference, bound, span);
        return source is null ? null : Path(source, rest, bound, span);
    }

    public void Plan(CoreRef reference, HashSet<int> bound, PatternSource result, List<Step> steps, Span span)
    {
        var (source, operands) = Start(reference, bound, span);
        if (source is null)
        {
            steps.Add(Walk(reference, bound, result, span));
            return;
        }

        var at = 0;
        while (true)
        {
            var known = at;
            while (known < operands.Length && Ordering.IsBound(operands[known], bound))
            {
                known++;
            }

            source = Path(source, operands[at..known], bound, span);
            if (known == operands.Length)
            {
                steps.Add(Final(source, result, bound, span));
                return;
            }

            var key = context.Terms.Pattern(operands[known], bound, span);
            if (known == operands.Length - 1)
            {
                steps.Add(new IterateStep(source, key, context.Terms.Pattern(result, bound, span)));
                return;
            }

            var member = context.Slots.Add("_", span);
            bound.Add(member);
            steps.Add(new IterateStep(source, key, new BindPattern(member)));
            source = new SlotExpression(member);
            at = known + 1;
        }
    }

    private Step Final(Expression source, PatternSource result, HashSet<int> bound, Span span)
    {
        if (result is not TermPatternSource { Term: var term })
        {
            return new TestStep(source);
        }

        if (term is CoreVar variable && bound.Add(variable.Slot))
        {
            return new AssignStep(variable.Slot, source);
        }

        return Ordering.IsBound(term, bound)
            ? new EqualStep(source, context.Terms.Value(term, bound, span))
            : new MatchStep(source, context.Terms.Pattern(term, bound, span));
    }

    private Expression Path(Expression source, CoreTerm[] keys, HashSet<int> bound, Span span)
    {
        var at = 0;
        while (at < keys.Length)
        {
            var constants = keys.Skip(at).TakeWhile(k => k is CoreConst).Select(k => ((CoreConst)k).Value).ToArray();
            if (constants.Length > 0)
            {
                source = new PathExpression(source, constants);
                at += constants.Length;
            }
            else
            {
                source = new MemberExpression(source, context.Terms.Value(keys[at], bound, span));
                at++;
            }
        }

        return source;
    }

    /// <summary>The document that the ref starts from and the operands that are left; null if that depends on variables.</summary>
    private (Expression? Source, CoreTerm[] Remaining) Start(CoreRef reference, HashSet<int> bound, Span span)
    {
        switch (reference.Root)
        {
            case CoreRoot.Input:
                return (new InputExpression(), reference.Operands);
            case CoreRoot.Local:
                return (context.Terms.Value(new CoreVar(reference.Slot), bound, span), reference.Operands);
        }

        var node = context.Root;
        for (var i = 0; i < reference.Operands.Length; i++)
        {
            if (reference.Operands[i] is not CoreConst constant)
            {
                return (null, reference.Operands);
            }

            if (!node.Children.TryGetValue(constant.Value, out var child))
            {
                var path = reference.Operands.TakeWhile(o => o is CoreConst).Select(o => ((CoreConst)o).Value).ToArray();
                return (new BaseDataExpression(path), reference.Operands[path.Length..]);
            }

            node = child;
            if (node.Group is { } group)
            {
                return Document(group, reference.Operands[(i + 1)..], bound, span);
            }
        }

        return (new ExtentExpression(node), []);
    }

    private (Expression Source, CoreTerm[] Remaining) Document(RuleGroup group, CoreTerm[] operands, HashSet<int> bound, Span span)
    {
        var depth = group.Kind switch { GroupKind.Set => 1, GroupKind.Object => group.KeyDepth, _ => 0 };
        var keys = operands.Take(depth).TakeWhile(o => Ordering.IsBound(o, bound)).ToArray();
        return keys.Length == 0
            ? (new DocumentExpression(group), operands)
            : (new LookupExpression(group, context.Terms.Values(keys, bound, span)), operands[keys.Length..]);
    }

    private DataWalkStep Walk(CoreRef reference, HashSet<int> bound, PatternSource result, Span span)
    {
        var operands = reference.Operands.Select(o => Ordering.IsBound(o, bound)
            ? new WalkOperand(context.Terms.Value(o, bound, span), null)
            : new WalkOperand(null, context.Terms.Pattern(o, bound, span))).ToArray();
        return new DataWalkStep(context.Root, operands, context.Terms.Pattern(result, bound, span));
    }
}
