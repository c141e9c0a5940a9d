using AgentBus.Rego.Evaluate;
using AgentBus.Rego.Syntax;

namespace AgentBus.Rego.Compile;

/// <summary>Plans terms as expressions, where their variables are bound, or as patterns that bind them.</summary>
internal sealed class TermPlanner(PlanContext context)
{
    private SortedDictionary<int, Expression> _postponed = [];

    public void Postpone(int slot, Expression value) => _postponed[slot] = value;

    /// <summary>Steps for the postponed values that nothing has used yet.</summary>
    public IEnumerable<Step> Flush()
    {
        var steps = _postponed.Select(p => (Step)new AssignStep(p.Key, p.Value)).ToList();
        _postponed.Clear();
        return steps;
    }

    public SortedDictionary<int, Expression> Suspend()
    {
        var outer = _postponed;
        _postponed = [];
        return outer;
    }

    public void Resume(SortedDictionary<int, Expression> outer) => _postponed = outer;

    /// <summary>The expression for a term that has at most one value, or null if it may have several.</summary>
    public Expression? Single(CoreTerm term, HashSet<int> bound, Span span) => term switch
    {
        CoreRef reference => Ordering.IsBound(reference, bound) ? context.Refs.Single(reference, bound, span) : null,
        CoreCall { Target: BuiltinTarget { Definition.Relation: not null } } => null,
        _ => Value(term, bound, span),
    };

    public Expression Value(CoreTerm term, HashSet<int> bound, Span span)
    {
        switch (term)
        {
            case CoreConst constant:
                return new ConstantExpression(constant.Value);
            case CoreVar variable:
                context.Ordering.RequireBound([variable.Slot], bound);
                return _postponed.Remove(variable.Slot, out var value) ? value : new SlotExpression(variable.Slot);
            case CoreArray array:
                return new ArrayExpression(Values(array.Items, bound, span));
            case CoreSet set:
                return new SetExpression(Values(set.Items, bound, span));
            case CoreObject entries when RecordExpression.SortedKeys(entries.Keys) is { } sorted:
                var members = Values(entries.Values, bound, span);
                return new RecordExpression([.. sorted.Select(s => s.Key)], [.. sorted.Select(s => members[s.Index])]);
            case CoreObject entries:
                return new ObjectExpression(Values(entries.Keys, bound, span), Values(entries.Values, bound, span), span);
            case CoreCall call:
                return Call(call, bound, span);
            case CoreComprehension comprehension:
                return Comprehension(comprehension, bound, span);
            case CoreTemplate template:
                return Template(template, bound, span);
            default:
                return context.Refs.Single((CoreRef)term, bound, span)
                    ?? throw span.Error(RegoErrorCode.Compile, "this ref cannot be read here");
        }
    }

    public Expression[] Values(CoreTerm[] terms, HashSet<int> bound, Span span)
    {
        var values = new Expression[terms.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Value(terms[i], bound, span);
        }

        return values;
    }

    /// <summary>A pattern for the term; the variables it binds are added to the set.</summary>
    public Pattern Pattern(CoreTerm term, HashSet<int> bound, Span span)
    {
        switch (term)
        {
            case CoreVar variable when bound.Add(variable.Slot):
                return new BindPattern(variable.Slot);
            case CoreArray array when !Ordering.IsBound(array, bound):
                return new ArrayPattern([.. array.Items.Select(i => Pattern(i, bound, span))]);
            case CoreObject entries when !Ordering.IsBound(entries, bound):
                var keys = Values(entries.Keys, bound, span);
                return new ObjectPattern(keys, [.. entries.Values.Select(v => Pattern(v, bound, span))]);
            default:
                return new EqualPattern(Value(term, bound, span));
        }
    }

    public Pattern Pattern(PatternSource source, HashSet<int> bound, Span span) =>
        source is TermPatternSource { Term: var term } ? Pattern(term, bound, span) : new TruePattern();

    private Expression Call(CoreCall call, HashSet<int> bound, Span span)
    {
        context.Types.Check(call, span);
        var arguments = Values(call.Arguments, bound, span);
        return call.Target is BuiltinTarget builtin
            ? new BuiltinExpression(builtin.Definition, arguments, span)
            : new FunctionExpression(context.Functions[call.Target.Name], arguments, span);
    }

    private Expression Comprehension(CoreComprehension comprehension, HashSet<int> bound, Span span)
    {
        var slot = context.Slots.Add("_", span);
        var body = context.Bodies.PlanClosed(comprehension.Body, bound, inner =>
        {
            context.Ordering.RequireBound(Variables.Of(comprehension.Value).Concat(Variables.Of(comprehension.Key)), inner);
            return comprehension.Key is null
                ? new CollectStep(slot, Value(comprehension.Value, inner, span))
                : new CollectEntryStep(slot, Value(comprehension.Key, inner, span), Value(comprehension.Value, inner, span), span);
        });
        return comprehension.Kind == RegoKind.Object
            ? new ObjectComprehension(body, slot)
            : new CollectionComprehension(body, slot, comprehension.Kind == RegoKind.Set);
    }

    private TemplateExpression Template(CoreTemplate template, HashSet<int> bound, Span span)
    {
        var pieces = new List<TemplatePiece>();
        foreach (var part in template.Parts)
        {
            var slot = context.Slots.Add("_", span);
            pieces.Add(part.Body is null
                ? new TemplatePiece(part.Text, null, slot)
                : new TemplatePiece(null, context.Bodies.PlanClosed(part.Body, bound, inner => new CollectDistinctStep(slot, Value(part.Value!, inner, span))), slot));
        }

        return new TemplateExpression([.. pieces], span);
    }
}
