using AgentBus.Rego.Syntax;

namespace AgentBus.Rego.Compile;

/// <summary>Finds the variables that a body mentions at its own level without declaring them.</summary>
internal sealed class ImplicitVariables
{
    private readonly Dictionary<string, Span> _mentioned = new(StringComparer.Ordinal);
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);

    public static IEnumerable<KeyValuePair<string, Span>> Find(IEnumerable<Statement> body, params IEnumerable<Term?> heads)
    {
        var finder = new ImplicitVariables();
        foreach (var statement in body)
        {
            finder.Visit(statement);
        }

        foreach (var head in heads)
        {
            finder.Visit(head);
        }

        return finder._mentioned.Where(m => !finder._declared.Contains(m.Key));
    }

    /// <summary>The variables of a pattern that a declaration binds.</summary>
    public static IEnumerable<VarTerm> PatternVariables(Term pattern) => pattern switch
    {
        VarTerm { IsWildcard: false } variable => [variable],
        ArrayTerm array => array.Items.SelectMany(PatternVariables),
        ObjectTerm entries => entries.Entries.SelectMany(e => PatternVariables(e.Value)),
        _ => [],
    };

    private void Visit(Statement statement)
    {
        switch (statement)
        {
            case TermStatement { Term: InfixTerm { Operator: ":=" } assignment }:
                Declare(assignment.Left);
                Visit(assignment.Right);
                break;
            case TermStatement plain:
                Visit(plain.Term);
                break;
            case SomeStatement some:
                _declared.UnionWith(some.Variables.Select(v => v.Name));
                break;
            case SomeInStatement some:
                Declare(some.Key);
                Declare(some.Value);
                Visit(some.Collection);
                break;
            case EveryStatement every:
                Visit(every.Domain);
                break;
        }

        foreach (var modifier in statement.Modifiers)
        {
            if (!IsBuiltin(modifier.Value))
            {
                Visit(modifier.Value);
            }
        }
    }

    private static bool IsBuiltin(Term value) =>
        value is VarTerm or RefTerm { Head: VarTerm } && Builtins.BuiltinCatalog.Find(string.Join('.', CallLowering.NameParts(value))) is not null;

    private void Declare(Term? pattern)
    {
        if (pattern is not null)
        {
            _declared.UnionWith(PatternVariables(pattern).Select(v => v.Name));
            Visit(pattern);
        }
    }

    private void Visit(Term? term)
    {
        switch (term)
        {
            case VarTerm { IsWildcard: false } variable:
                _mentioned.TryAdd(variable.Name, variable.Span);
                break;
            case RefTerm reference:
                Visit(reference.Head);
                VisitAll(reference.Operands);
                break;
            case CallTerm call:
                VisitAll(call.Arguments);
                break;
            case InfixTerm infix:
                Visit(infix.Left);
                Visit(infix.Right);
                break;
            case MembershipTerm member:
                Visit(member.Key);
                Visit(member.Value);
                Visit(member.Collection);
                break;
            case ArrayTerm array:
                VisitAll(array.Items);
                break;
            case SetTerm set:
                VisitAll(set.Items);
                break;
            case ObjectTerm entries:
                foreach (var entry in entries.Entries)
                {
                    Visit(entry.Key);
                    Visit(entry.Value);
                }

                break;
        }
    }

    private void VisitAll(Seq<Term> terms)
    {
        foreach (var term in terms)
        {
            Visit(term);
        }
    }
}
