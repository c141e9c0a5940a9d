using AgentBus.Rego.Values;

namespace AgentBus.Rego.Syntax;

/// <summary>Scalars, names, refs, calls and parentheses; collections are read by <see cref="CollectionParser"/>.</summary>
internal sealed class PrimaryParser
{
    private readonly Cursor _cursor;
    private readonly TermParser _terms;
    private readonly CollectionParser _collections;

    public PrimaryParser(Cursor cursor, TermParser terms)
    {
        _cursor = cursor;
        _terms = terms;
        _collections = new CollectionParser(cursor, terms);
    }

    public Term Parse()
    {
        var depth = _cursor.Depth;
        _cursor.Enter();
        var term = Suffixes(Head(), calls: true);
        _cursor.Depth = depth;
        return term;
    }

    public Term ParseReference()
    {
        if (_cursor.Current.Kind != TokenKind.Name)
        {
            throw _cursor.Unexpected("expected a name");
        }

        return Suffixes(Variable(), calls: false);
    }

    private Term Head()
    {
        var token = _cursor.Current;
        var span = _cursor.Here;
        switch (token.Kind)
        {
            case TokenKind.String:
                _cursor.Advance();
                return new ScalarTerm(span, RegoString.Of(token.Text));
            case TokenKind.Number:
                return Number(span, string.Empty);
            case TokenKind.TemplateQuote or TokenKind.TemplateBackquote:
                return TemplateParser.Parse(_cursor, _terms);
            case TokenKind.Name:
                return Named(span, token.Text);
            case TokenKind.Symbol:
                return token.Text switch
                {
                    "[" => _collections.ParseArray(),
                    "{" => _collections.ParseBraces(),
                    "(" => Parenthesized(),
                    "-" => Negative(span),
                    _ => throw _cursor.Unexpected("expected a term"),
                };
            default:
                throw _cursor.Unexpected("expected a term");
        }
    }

    private Term Named(Span span, string name)
    {
        if (!_cursor.DotFollows)
        {
            RegoValue? constant = name switch { "true" => RegoBoolean.True, "false" => RegoBoolean.False, "null" => RegoNull.Instance, _ => null };
            if (constant is not null)
            {
                _cursor.Advance();
                return new ScalarTerm(span, constant);
            }

            // contains is a keyword in rule heads and a builtin in terms.
            if (Keywords.Contains(name) && !(name == "contains" && _cursor.ParenthesisFollows))
            {
                throw _cursor.Unexpected($"{name} is a keyword, expected a term");
            }
        }

        return Variable();
    }

    private VarTerm Variable()
    {
        var variable = new VarTerm(_cursor.Here, _cursor.Current.Text);
        _cursor.Advance();
        return variable;
    }

    private Term Parenthesized()
    {
        _cursor.Advance();
        var term = _terms.Parse(pairs: true);
        _cursor.Expect(")");
        return term;
    }

    private ScalarTerm Negative(Span span)
    {
        _cursor.Advance();
        return _cursor.Current is { Kind: TokenKind.Number, AfterBlank: false } ? Number(span, "-") : throw _cursor.Unexpected("expected number");
    }

    private ScalarTerm Number(Span span, string sign)
    {
        var text = _cursor.Current.Text;
        var leadingZero = text.Length > 1 && text[0] == '0' && char.IsAsciiDigit(text[1]);
        var value = RegoNumber.TryParse(sign + (text[0] == '.' ? "0" + text : text));
        if (value is null || leadingZero)
        {
            throw span.Error(RegoErrorCode.Parse, "illegal number format");
        }

        _cursor.Advance();
        return new ScalarTerm(span, value);
    }

    private Term Suffixes(Term head, bool calls)
    {
        if (head is ScalarTerm)
        {
            return head;
        }

        var operands = new List<Term>();
        while (true)
        {
            if (_cursor.Adjacent("."))
            {
                _cursor.Advance();
                if (_cursor.Current.Kind != TokenKind.Name || _cursor.Current.AfterBlank)
                {
                    throw _cursor.Unexpected("expected a name after the dot");
                }

                operands.Add(new ScalarTerm(_cursor.Here, RegoString.Of(_cursor.Current.Text)));
                _cursor.Advance();
            }
            else if (_cursor.Adjacent("["))
            {
                _cursor.Advance();
                operands.Add(_terms.Parse(pairs: false));
                _cursor.Expect("]");
            }
            else if (calls && _cursor.Adjacent("(") && head is VarTerm or RefTerm or CallTerm)
            {
                _cursor.Advance();
                var call = Call(Reference(head, operands), _terms.ParseList(")"));
                head = call;
                operands = [];
            }
            else
            {
                return Reference(head, operands);
            }
        }
    }

    private static Term Reference(Term head, List<Term> operands) =>
        operands.Count == 0 ? head : new RefTerm(head.Span, head, Parser.Sequence(operands));

    private static Term Call(Term target, Seq<Term> arguments)
    {
        if (target is VarTerm { Name: "set" } && arguments.Count == 0)
        {
            return new SetTerm(target.Span, []);
        }

        return target is VarTerm or RefTerm { Head: VarTerm }
            ? new CallTerm(target.Span, target, arguments)
            : throw target.Span.Error(RegoErrorCode.Parse, "this cannot be called");
    }
}
