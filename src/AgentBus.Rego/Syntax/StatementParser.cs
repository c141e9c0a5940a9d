namespace AgentBus.Rego.Syntax;

/// <summary>The expressions of a body, with not, some, every and with.</summary>
internal sealed class StatementParser(Cursor cursor)
{
    private readonly TermParser _terms = new(cursor);

    public Seq<Statement> ParseBlock()
    {
        cursor.Expect("{");
        var statements = ParseSequence(() => cursor.Current.IsSymbol("}"));
        if (statements.Count == 0)
        {
            throw cursor.Unexpected("found empty body");
        }

        cursor.Expect("}");
        return statements;
    }

    public Seq<Statement> ParseSequence(Func<bool> atEnd)
    {
        var statements = new List<Statement>();
        while (!atEnd())
        {
            statements.Add(ParseOne());
            if (!cursor.Take(";") && !atEnd() && !cursor.Current.AfterNewline)
            {
                throw cursor.Unexpected("expected \\n or ; or }");
            }
        }

        return Parser.Sequence(statements);
    }

    public Statement ParseOne()
    {
        var depth = cursor.Depth;
        cursor.Enter();
        var statement = cursor.AtKeyword("some") ? Some() : cursor.AtKeyword("every") ? Every() : Plain();
        cursor.Depth = depth;
        return statement with { Modifiers = Modifiers() };
    }

    private TermStatement Plain()
    {
        var span = cursor.Here;
        var negated = cursor.TakeName("not");
        var left = _terms.Parse(pairs: true);
        foreach (var op in (ReadOnlySpan<string>)[":=", "="])
        {
            if (cursor.Take(op))
            {
                left = new InfixTerm(span, op, left, _terms.Parse(pairs: true));
                break;
            }
        }

        return new TermStatement(span, left, negated, []);
    }

    private Statement Some()
    {
        var span = cursor.Here;
        cursor.Advance();
        var terms = new List<Term> { _terms.ParseRelation() };
        while (cursor.Take(","))
        {
            terms.Add(_terms.ParseRelation());
        }

        if (cursor.TakeName("in"))
        {
            if (terms.Count > 2)
            {
                throw span.Error(RegoErrorCode.Parse, "expected one or two terms before `in`");
            }

            var collection = _terms.Parse(pairs: false);
            return new SomeInStatement(span, terms.Count == 2 ? terms[0] : null, terms[^1], collection, []);
        }

        var variables = new List<VarTerm>();
        foreach (var term in terms)
        {
            variables.Add(term as VarTerm ?? throw term.Span.Error(RegoErrorCode.Parse, "expected var after some"));
        }

        return new SomeStatement(span, Parser.Sequence(variables), []);
    }

    private EveryStatement Every()
    {
        var span = cursor.Here;
        cursor.Advance();
        var first = Variable();
        var second = cursor.Take(",") ? Variable() : null;
        if (!cursor.TakeName("in"))
        {
            throw cursor.Unexpected("expected `in` after the variables of every");
        }

        var domain = _terms.Parse(pairs: false);
        return new EveryStatement(span, second is null ? null : first, second ?? first, domain, ParseBlock(), []);
    }

    private VarTerm Variable() =>
        _terms.ParseRelation() as VarTerm ?? throw cursor.Unexpected("expected a variable");

    private Seq<WithModifier> Modifiers()
    {
        var modifiers = new List<WithModifier>();
        while (cursor.AtKeyword("with"))
        {
            var span = cursor.Here;
            cursor.Advance();
            var target = _terms.ParseReference();
            if (!cursor.TakeName("as"))
            {
                throw cursor.Unexpected("expected `as` after the target of with");
            }

            modifiers.Add(new WithModifier(span, target, _terms.Parse(pairs: false)));
        }

        return Parser.Sequence(modifiers);
    }
}
