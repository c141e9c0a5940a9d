namespace AgentBus.Rego.Syntax;

/// <summary>Rules: heads, bodies and else branches. With <paramref name="old"/>, bodies may stand without if.</summary>
internal sealed class RuleParser(Cursor cursor, bool old)
{
    private readonly TermParser _terms = new(cursor);
    private readonly StatementParser _statements = new(cursor);

    public IEnumerable<Rule> Parse()
    {
        var span = cursor.Here;
        var isDefault = cursor.TakeName("default");
        var head = Head();
        if (isDefault)
        {
            if (head.Value is null || head.Element is not null)
            {
                throw span.Error(RegoErrorCode.Parse, "unexpected default keyword: a default rule needs a value");
            }

            return [new Rule(span, IsDefault: true, head, [], [])];
        }

        return Bodies(span, head);
    }

    private List<Rule> Bodies(Span span, RuleHead head)
    {
        var body = Body();
        if (body is null && head.Value is null && head.Element is null)
        {
            throw span.Error(RegoErrorCode.Parse, "rule must have value assignment and/or body");
        }

        head = body is not null ? OldSet(head) : head;
        var rules = new List<Rule> { new(span, IsDefault: false, head, body ?? [], Else()) };
        while (old && body is not null && cursor.Current.IsSymbol("{") && !cursor.Current.AfterNewline)
        {
            rules.Add(new Rule(span, IsDefault: false, head, Body()!.Value, Else()));
        }

        return rules;
    }

    /// <summary>Before v1, p[x] with a body is a set.</summary>
    private RuleHead OldSet(RuleHead head)
    {
        if (!old || head.Value is not null || head.Element is not null || head.Arguments is not null
            || head.Name is not RefTerm { Operands.Count: > 0 } name || name.Operands[^1] is ScalarTerm { Value.Kind: RegoKind.String })
        {
            return head;
        }

        Term owner = name.Operands.Count == 1 ? name.Head : name with { Operands = [.. name.Operands.Take(name.Operands.Count - 1)] };
        return head with { Name = owner, Element = name.Operands[^1] };
    }

    private RuleHead Head()
    {
        var span = cursor.Here;
        if (cursor.Current.Kind != TokenKind.Name || (Keywords.Contains(cursor.Current.Text) && !cursor.DotFollows))
        {
            throw cursor.Unexpected("expected a rule");
        }

        var name = _terms.ParseReference();
        Seq<Term>? arguments = null;
        if (cursor.Adjacent("("))
        {
            cursor.Advance();
            arguments = _terms.ParseList(")");
        }

        Term? element = null;
        if (cursor.TakeName("contains"))
        {
            element = _terms.Parse(pairs: false);
        }

        Term? value = null;
        if (cursor.Take(":=") || cursor.Take("="))
        {
            value = _terms.Parse(pairs: true);
        }

        if (element is not null && (value is not null || arguments is not null))
        {
            throw span.Error(RegoErrorCode.Parse, "the contains keyword can only be used with multi-value rule definitions");
        }

        return new RuleHead(span, name, arguments, element, value);
    }

    private Seq<Statement>? Body()
    {
        if (cursor.TakeName("if"))
        {
            return cursor.Current.IsSymbol("{") ? BlockOrTerm() : [_statements.ParseOne()];
        }

        if (!cursor.Current.IsSymbol("{") || cursor.Current.AfterNewline)
        {
            return null;
        }

        return old ? _statements.ParseBlock() : throw cursor.Here.Error(RegoErrorCode.Parse, "`if` keyword is required before rule body");
    }

    private Seq<Statement> BlockOrTerm()
    {
        var start = cursor.Current;
        var depth = cursor.Depth;
        try
        {
            var block = _statements.ParseBlock();
            if (cursor.AtEnd || cursor.Current.AfterNewline || cursor.AtKeyword("else") || cursor.Current.IsSymbol("{") || cursor.Current.IsSymbol(";"))
            {
                return block;
            }

            cursor.Restore(start);
            return [_statements.ParseOne()];
        }
        catch (RegoError error)
        {
            // The brace may open a set or an object; if that fails too, the fault of the block tells more.
            cursor.Restore(start);
            cursor.Depth = depth;
            try
            {
                return [_statements.ParseOne()];
            }
            catch (RegoError)
            {
                throw error;
            }
        }
    }

    private Seq<ElseBranch> Else()
    {
        var branches = new List<ElseBranch>();
        while (cursor.AtKeyword("else"))
        {
            var span = cursor.Here;
            cursor.Advance();
            Term? value = null;
            if (cursor.Take(":=") || cursor.Take("="))
            {
                value = _terms.Parse(pairs: true);
            }

            var body = Body();
            if (value is null && body is null)
            {
                throw span.Error(RegoErrorCode.Parse, "else must have a value or a body");
            }

            branches.Add(new ElseBranch(span, value, body ?? []));
        }

        return Parser.Sequence(branches);
    }
}
