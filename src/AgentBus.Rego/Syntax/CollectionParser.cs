namespace AgentBus.Rego.Syntax;

/// <summary>Arrays, sets, objects and the comprehensions of each.</summary>
internal sealed class CollectionParser(Cursor cursor, TermParser terms)
{
    public Term ParseArray()
    {
        var span = cursor.Here;
        cursor.Advance();
        if (cursor.Take("]"))
        {
            return new ArrayTerm(span, []);
        }

        var head = terms.ParseComprehensionHead();
        if (Body("]") is { } body)
        {
            return new ComprehensionTerm(span, RegoKind.Array, null, head, body);
        }

        return new ArrayTerm(span, Rest(terms.Continue(head), "]"));
    }

    public Term ParseBraces()
    {
        var span = cursor.Here;
        cursor.Advance();
        if (cursor.Take("}"))
        {
            return new ObjectTerm(span, []);
        }

        var head = terms.ParseComprehensionHead();
        if (Body("}") is { } body)
        {
            return new ComprehensionTerm(span, RegoKind.Set, null, head, body);
        }

        head = terms.Continue(head);
        return cursor.Take(":") ? Object(span, head) : new SetTerm(span, Rest(head, "}"));
    }

    private Term Object(Span span, Term key)
    {
        var value = terms.ParseComprehensionHead();
        if (Body("}") is { } body)
        {
            return new ComprehensionTerm(span, RegoKind.Object, key, value, body);
        }

        var entries = new List<ObjectEntry> { new(key, terms.Continue(value)) };
        while (!cursor.Take("}"))
        {
            if (!cursor.Take(","))
            {
                throw cursor.Unexpected("expected ',' or '}'");
            }

            if (!cursor.Current.IsSymbol("}"))
            {
                key = terms.Parse(pairs: false);
                cursor.Expect(":");
                entries.Add(new ObjectEntry(key, terms.Parse(pairs: false)));
            }
        }

        return new ObjectTerm(span, Parser.Sequence(entries));
    }

    private Seq<Term> Rest(Term first, string close)
    {
        if (!cursor.Take(",") && !cursor.Current.IsSymbol(close))
        {
            throw cursor.Unexpected($"expected ',' or '{close}'");
        }

        return [first, .. terms.ParseList(close)];
    }

    /// <summary>The body after a |, or null if what follows is no body but the operand of a union.</summary>
    private Seq<Statement>? Body(string close)
    {
        var start = cursor.Current;
        var depth = cursor.Depth;
        if (!cursor.Take("|"))
        {
            return null;
        }

        try
        {
            var body = new StatementParser(cursor).ParseSequence(() => cursor.Current.IsSymbol(close));
            if (body.Count > 0 && cursor.Take(close))
            {
                return body;
            }
        }
        catch (RegoError error) when (!AtUnion(start, error))
        {
            throw;
        }
        catch (RegoError)
        {
            // Read again below as a union.
        }

        cursor.Restore(start);
        cursor.Depth = depth;
        return null;
    }

    /// <summary>A fault directly at a comma means a list of unions; any other fault lies in a body.</summary>
    private bool AtUnion(Token start, RegoError error) =>
        cursor.Current.IsSymbol(",") && error.Code == RegoErrorCode.Parse && start.Offset < cursor.Current.Offset;
}
