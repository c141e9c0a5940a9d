namespace AgentBus.Rego.Syntax;

/// <summary>Reads modules, queries and single terms. Every fault is a <see cref="RegoError"/> with the code rego_parse_error.</summary>
internal static class Parser
{
    public const int MaxLength = 4 * 1024 * 1024;

    public static Module ParseModule(string name, string text)
    {
        var (cursor, lexer) = Open(name, text);
        var module = new ModuleParser(cursor).Parse();
        return module with { Annotations = [.. AnnotationReader.Read(lexer, module)] };
    }

    public static Seq<Statement> ParseQuery(string text)
    {
        var (cursor, _) = Open("query", text);
        var statements = new StatementParser(cursor).ParseSequence(() => cursor.AtEnd);
        return statements.Count == 0 ? throw cursor.Unexpected("expected a query") : statements;
    }

    /// <summary>Reads a term without variables, as input documents are written that JSON cannot express.</summary>
    public static Term ParseTerm(string text)
    {
        var (cursor, _) = Open("term", text);
        var term = new TermParser(cursor).Parse(pairs: false);
        return cursor.AtEnd ? term : throw cursor.Unexpected("expected the end of the term");
    }

    public static Seq<T> Sequence<T>(List<T> items) => new([.. items]);

    private static (Cursor Cursor, Lexer Lexer) Open(string name, string text)
    {
        var file = new SourceFile(name, text);
        if (text.Length > MaxLength)
        {
            throw new RegoError(RegoErrorCode.Parse, $"the text has {text.Length} characters, more than {MaxLength}", new SourceLocation(name, 1, 1));
        }

        var lexer = new Lexer(file);
        return (new Cursor(lexer), lexer);
    }
}
