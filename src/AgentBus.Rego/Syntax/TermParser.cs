namespace AgentBus.Rego.Syntax;

/// <summary>Infix terms, by precedence: in, comparison, |, &amp;, additive, multiplicative.</summary>
internal sealed class TermParser
{
    public const int AndLevel = 3;
    private const int RelationLevel = 1;
    private readonly Cursor _cursor;
    private readonly PrimaryParser _primary;

    public TermParser(Cursor cursor)
    {
        _cursor = cursor;
        _primary = new PrimaryParser(cursor, this);
    }

    /// <summary>Reads a term; with <paramref name="pairs"/>, also key, value in collection.</summary>
    public Term Parse(bool pairs)
    {
        var depth = _cursor.Depth;
        _cursor.Enter();
        var term = Membership(ParseRelation(), pairs);
        _cursor.Depth = depth;
        return term;
    }

    public Term ParseRelation() => Infix(_primary.Parse(), RelationLevel);

    /// <summary>The part of a term before a | that may open a comprehension.</summary>
    public Term ParseComprehensionHead() => Infix(_primary.Parse(), AndLevel);

    /// <summary>Goes on with a term of which the first operand has been read.</summary>
    public Term Continue(Term left) => Membership(Infix(left, RelationLevel), pairs: false);

    /// <summary>A name with operands, without a call: the head of a rule, the target of with.</summary>
    public Term ParseReference() => _primary.ParseReference();

    public Seq<Term> ParseList(string close)
    {
        var items = new List<Term>();
        while (!_cursor.Current.IsSymbol(close))
        {
            items.Add(Parse(pairs: false));
            if (!_cursor.Take(",") && !_cursor.Current.IsSymbol(close))
            {
                throw _cursor.Unexpected($"expected ',' or '{close}'");
            }
        }

        _cursor.Advance();
        return Parser.Sequence(items);
    }

    private static int Precedence(Token token) => token.Kind != TokenKind.Symbol ? 0 : token.Text switch
    {
        "==" or "!=" or "<" or "<=" or ">" or ">=" => RelationLevel,
        "|" => 2,
        "&" => AndLevel,
        "+" or "-" => 4,
        "*" or "/" or "%" => 5,
        _ => 0,
    };

    private Term Infix(Term left, int level)
    {
        while (Precedence(_cursor.Current) is var precedence && precedence >= level)
        {
            // A bracketed pattern on the next line starts an expression of its own, an operator does not.
            var op = _cursor.Current.Text;
            _cursor.Advance();
            var right = Infix(_primary.Parse(), precedence + 1);
            left = new InfixTerm(left.Span, op, left, right);
        }

        return left;
    }

    private Term Membership(Term left, bool pairs)
    {
        if (pairs && _cursor.Current.IsSymbol(","))
        {
            var comma = _cursor.Current;
            _cursor.Advance();
            var value = ParseRelation();
            if (!_cursor.TakeName("in"))
            {
                _cursor.Restore(comma);
                return left;
            }

            left = new MembershipTerm(left.Span, left, value, ParseRelation());
        }

        while (_cursor.TakeName("in"))
        {
            left = new MembershipTerm(left.Span, null, left, ParseRelation());
        }

        return left;
    }
}
