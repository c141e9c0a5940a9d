using AgentBus.Rego.Syntax;

namespace AgentBus.Rego.Compile;

/// <summary>Turns the expressions of a body into core statements.</summary>
internal sealed class StatementLowering(Lowering context)
{
    public void Lower(IEnumerable<Statement> body, List<CoreStatement> output)
    {
        foreach (var statement in body)
        {
            if (statement.Modifiers.Count == 0)
            {
                LowerPlain(statement, output);
            }
            else
            {
                var modifiers = statement.Modifiers.Select(m => context.Modifiers.Lower(m, output)).ToArray();
                var first = context.Slots.Count;
                var inner = new List<CoreStatement>();
                LowerPlain(statement, inner);
                output.Add(new CoreWith(statement.Span, modifiers, new CoreBody(inner, first, first)));
            }
        }
    }

    private void LowerPlain(Statement statement, List<CoreStatement> output)
    {
        switch (statement)
        {
            case SomeStatement some:
                foreach (var variable in some.Variables)
                {
                    DeclareOnce(variable);
                }

                break;
            case SomeInStatement some:
                SomeIn(some, output);
                break;
            case EveryStatement every:
                Every(every, output);
                break;
            case TermStatement { Negated: true } negated:
                Negated(negated, output);
                break;
            case TermStatement plain:
                Plain(plain.Term, output);
                break;
        }
    }

    private void Plain(Term term, List<CoreStatement> output)
    {
        switch (term)
        {
            case InfixTerm { Operator: ":=" } assignment:
                Assign(assignment, output);
                break;
            case InfixTerm { Operator: "=" } unification:
                Unify(term.Span, context.Terms.Direct(unification.Left, output), context.Terms.Direct(unification.Right, output), output);
                break;
            case CallTerm call:
                var (core, result) = context.Calls.Split(call, output);
                output.Add(result is null ? new CoreTest(term.Span, core) : new CoreUnify(term.Span, result, core));
                break;
            default:
                output.Add(new CoreTest(term.Span, context.Terms.Direct(term, output)));
                break;
        }
    }

    private void Assign(InfixTerm assignment, List<CoreStatement> output)
    {
        var right = context.Terms.Direct(assignment.Right, output);
        if (assignment.Left is not (VarTerm or ArrayTerm or ObjectTerm))
        {
            throw assignment.Left.Span.Error(RegoErrorCode.Compile, "cannot assign to this term");
        }

        foreach (var variable in ImplicitVariables.PatternVariables(assignment.Left))
        {
            DeclareOnce(variable);
        }

        Unify(assignment.Span, context.Terms.Flat(assignment.Left, output), right, output);
    }

    private void DeclareOnce(VarTerm variable)
    {
        if (variable.IsWildcard)
        {
            return;
        }

        if (variable.Name is "input" or "data")
        {
            throw variable.Span.Error(RegoErrorCode.Compile, $"variables must not shadow {variable.Name} (use a different variable name)");
        }

        if (context.Scope.FindHere(variable.Name) is { } known)
        {
            var how = known.Declared ? "declared" : "referenced";
            throw variable.Span.Error(RegoErrorCode.Compile, $"var {variable.Name} {how} above");
        }

        context.Declare(variable);
    }

    private void Unify(Span span, CoreTerm left, CoreTerm right, List<CoreStatement> output)
    {
        if (IsComplex(left) && IsComplex(right))
        {
            left = context.Hoist(span, left, output);
        }
        else if (IsComplex(left))
        {
            (left, right) = (right, left);
        }

        UnifyDecomposition.Add(span, left, right, output);
    }

    private static bool IsComplex(CoreTerm term) => term is CoreRef or CoreCall or CoreComprehension or CoreTemplate;

    private void SomeIn(SomeInStatement some, List<CoreStatement> output)
    {
        var collection = context.Terms.Flat(some.Collection, output);
        var domain = collection as CoreVar ?? context.Hoist(some.Span, collection, output);
        foreach (var variable in ImplicitVariables.PatternVariables(some.Value).Concat(some.Key is null ? [] : ImplicitVariables.PatternVariables(some.Key)))
        {
            if (context.Scope.FindHere(variable.Name) is not { Declared: true })
            {
                context.Declare(variable);
            }
        }

        var key = some.Key is null ? new CoreVar(context.Slots.Add("_", some.Span)) : context.Terms.Flat(some.Key, output);
        var value = context.Terms.Flat(some.Value, output);
        output.Add(new CoreUnify(some.Span, value, new CoreRef(CoreRoot.Local, domain.Slot, [key])));
    }

    private void Every(EveryStatement every, List<CoreStatement> output)
    {
        var domain = context.Terms.Flat(every.Domain, output);
        var first = context.Slots.Count;
        var outer = context.Open();
        int? key = every.Key is null ? null : context.Declare(every.Key);
        var value = context.Declare(every.Value);

        // The body is a scope inside of the one of its variables, so that it may shadow them.
        var variables = context.Open();
        context.DeclareImplicit(every.Body);
        var statements = new List<CoreStatement>();
        Lower(every.Body, statements);
        context.Close(variables);
        context.Close(outer);
        output.Add(new CoreEvery(every.Span, domain, key, value, new CoreBody(statements, first, context.Slots.Count)));
    }

    /// <summary>
    /// As in OPA, what is nested in a negated expression is computed ahead of the negation: undefined there, the body fails.
    /// Only the operands of an equality are part of it.
    /// </summary>
    private void Negated(TermStatement negated, List<CoreStatement> output)
    {
        var statements = new List<CoreStatement>();
        Plain(negated.Term, statements);
        var operands = negated.Term is InfixTerm { Operator: "==" or "=" } ? Operands(statements[^1]) : [];
        var inner = new List<CoreStatement>();
        var hidden = new HashSet<int>();
        foreach (var statement in statements)
        {
            var slot = statement is CoreUnify { Left: CoreVar left } && context.Slots[left.Slot].Generated ? left.Slot : -1;
            if (slot < 0)
            {
                inner.Add(statement);
            }
            else if (((CoreUnify)statement).Right is CoreRef && operands.Contains(slot))
            {
                inner.Add(statement);
                hidden.Add(slot);
            }
            else
            {
                output.Add((CoreUnify)statement with { RequireBound = true });
            }
        }

        var end = context.Slots.Count;
        output.Add(new CoreNot(negated.Span, new CoreBody(inner, end, end)) { Hidden = hidden });
    }

    private static HashSet<int> Operands(CoreStatement equality)
    {
        IEnumerable<CoreTerm> terms = equality switch
        {
            CoreUnify unify => [unify.Left, unify.Right],
            CoreTest { Term: CoreCall call } => call.Arguments,
            _ => [],
        };
        return [.. terms.OfType<CoreVar>().Select(v => v.Slot)];
    }
}
