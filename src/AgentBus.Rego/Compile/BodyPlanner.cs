using AgentBus.Rego.Evaluate;

namespace AgentBus.Rego.Compile;

/// <summary>Turns an ordered body into a chain of steps.</summary>
internal sealed class BodyPlanner(PlanContext context)
{
    /// <summary>Plans the statements; the chain ends with what the callback makes of the variables bound by then.</summary>
    public Step Plan(IReadOnlyList<CoreStatement> statements, HashSet<int> bound, Func<HashSet<int>, Step> end)
    {
        var ordered = context.Ordering.Order(statements, [.. bound]);
        return Chain(ordered, bound, end);
    }

    /// <summary>Plans a body of its own whose values the outer one reads when it runs.</summary>
    public Step PlanClosed(CoreBody body, HashSet<int> bound, Func<HashSet<int>, Step> end)
    {
        var outer = context.Terms.Suspend();
        var plan = Plan(body.Statements, [.. bound], end);
        context.Terms.Resume(outer);
        return plan;
    }

    private Step Chain(List<CoreStatement> ordered, HashSet<int> bound, Func<HashSet<int>, Step> end)
    {
        var steps = new List<Step>();
        foreach (var statement in ordered)
        {
            if (statement is CoreUnify { Left: CoreVar slot } assignment
                && context.Slots[slot.Slot].Generated
                && !bound.Contains(slot.Slot)
                && assignment.Right is not CoreComprehension
                && context.Terms.Single(assignment.Right, bound, statement.Span) is { } value)
            {
                // Read once, by a statement that comes soon: computed there, without a step of its own.
                context.Terms.Postpone(slot.Slot, value);
                bound.Add(slot.Slot);
                continue;
            }

            var planned = new List<Step>();
            Statement(statement, bound, planned);
            steps.AddRange(context.Terms.Flush());
            steps.AddRange(planned);
        }

        ProbePlacement.Apply(steps);
        var last = end(bound);
        steps.AddRange(context.Terms.Flush());
        for (var i = 0; i < steps.Count; i++)
        {
            var tail = steps[i];
            tail.Next = i + 1 < steps.Count ? steps[i + 1] : last;
        }

        return steps.Count == 0 ? last : steps[0];
    }

    private void Statement(CoreStatement statement, HashSet<int> bound, List<Step> steps)
    {
        switch (statement)
        {
            case CoreUnify unify:
                Unify(unify, bound, steps);
                break;
            case CoreTest { Term: CoreRef reference }:
                context.Refs.Plan(reference, bound, new TruePatternSource(), steps, statement.Span);
                break;
            case CoreTest { Term: CoreCall { Target: BuiltinTarget { Definition.Name: "equal" } } equality }:
                context.Types.Check(equality, statement.Span);
                steps.Add(new EqualStep(
                    context.Terms.Value(equality.Arguments[0], bound, statement.Span),
                    context.Terms.Value(equality.Arguments[1], bound, statement.Span)));
                break;
            case CoreTest test:
                steps.Add(new TestStep(context.Terms.Value(test.Term, bound, statement.Span)));
                break;
            case CoreNot not:
                steps.Add(new NotStep(PlanClosed(not.Body, bound, _ => new FoundStep())));
                break;
            case CoreEvery every:
                Every(every, bound, steps);
                break;
            case CoreWith with:
                With(with, bound, steps);
                break;
        }
    }

    private void Unify(CoreUnify unify, HashSet<int> bound, List<Step> steps)
    {
        var (left, right) = (unify.Left, unify.Right);
        if (right is CoreRef reference)
        {
            context.Refs.Plan(reference, bound, new TermPatternSource(left), steps, unify.Span);
            return;
        }

        if (right is CoreCall { Target: BuiltinTarget { Definition: { Relation: not null } relation } } call)
        {
            var argument = context.Terms.Value(call.Arguments[0], bound, unify.Span);
            var withPath = left is not CoreArray { Items: [CoreVar { Slot: var path }, _] } || bound.Contains(path) || context.Slots[path].Name != "_";
            steps.Add(new RelationStep(relation, argument, context.Terms.Pattern(left, bound, unify.Span), withPath));
            return;
        }

        if (!Ordering.IsBound(right, bound))
        {
            (left, right) = (right, left);
        }

        var value = context.Terms.Value(right, bound, unify.Span);
        context.Types.Assign(left, right);
        steps.Add(Ordering.IsBound(left, bound)
            ? new EqualStep(context.Terms.Value(left, bound, unify.Span), value)
            : Match(context.Terms.Pattern(left, bound, unify.Span), left, value));
    }

    private static Step Match(Pattern pattern, CoreTerm left, Expression value) =>
        left is CoreVar variable ? new AssignStep(variable.Slot, value) : new MatchStep(value, pattern);

    private void Every(CoreEvery every, HashSet<int> bound, List<Step> steps)
    {
        var domain = context.Terms.Value(every.Domain, bound, every.Span);
        HashSet<int> inner = [.. bound, every.ValueSlot];
        if (every.KeySlot is { } key)
        {
            inner.Add(key);
        }

        var body = PlanClosed(every.Body, inner, _ => new FoundStep());
        steps.Add(new EveryStep(domain, every.KeySlot, every.ValueSlot, body));
    }

    private void With(CoreWith with, HashSet<int> bound, List<Step> steps)
    {
        var changes = with.Modifiers.Select(m => Change(m, bound)).ToArray();
        var slot = context.Slots.Add("_", with.Span);
        var outer = context.Terms.Suspend();
        var join = new JoinStep();
        var exit = new WithExitStep(slot) { Next = join };
        var inner = new HashSet<int>(bound);
        var body = Plan(with.Body.Statements, inner, final =>
        {
            bound.UnionWith(final);
            return exit;
        });
        context.Terms.Resume(outer);
        steps.Add(new WithStep(changes, body, slot));
        steps.Add(join);
    }

    private WithChange Change(CoreModifier modifier, HashSet<int> bound)
    {
        if (modifier is DocumentModifier document)
        {
            var value = context.Terms.Value(document.Value, bound, modifier.Span);
            return new WithChange(document.Root == CoreRoot.Data, document.Path, value, null, null);
        }

        var function = (FunctionModifier)modifier;
        var replacement = function.Replacement switch
        {
            BuiltinTarget builtin => new FunctionReplacement(null, builtin.Definition, null),
            FunctionTarget target => new FunctionReplacement(null, null, context.Functions[target.Path]),
            _ => null,
        };
        var mock = function.Value is null ? null : context.Terms.Value(function.Value, bound, modifier.Span);
        return new WithChange(false, [], mock, function.Target.Name, replacement);
    }
}
