namespace AgentBus.Rego.Syntax;

/// <summary>package, imports, rules.</summary>
internal sealed class ModuleParser(Cursor cursor)
{
    public Module Parse()
    {
        var span = cursor.Here;
        if (!cursor.TakeName("package"))
        {
            throw cursor.Unexpected("expected package");
        }

        var package = Path();
        Separate();
        var imports = new List<Import>();
        var rules = new List<Rule>();
        var old = false;
        while (!cursor.AtEnd)
        {
            if (cursor.AtKeyword("import"))
            {
                var import = Import();
                imports.Add(import);
                old |= import.Path.Count > 1 && import.Path[0] == "future";
            }
            else
            {
                rules.AddRange(new RuleParser(cursor, old && !imports.Any(IsRegoV1)).Parse());
            }

            Separate();
        }

        return new Module(span, package, Parser.Sequence(imports), Parser.Sequence(rules), []);
    }

    private static bool IsRegoV1(Import import) => import.Path.SequenceEqual(["rego", "v1"], StringComparer.Ordinal);

    private Import Import()
    {
        var span = cursor.Here;
        cursor.Advance();
        var path = Path();
        if (path[0] is not ("data" or "input" or "rego" or "future"))
        {
            throw span.Error(RegoErrorCode.Parse, $"unexpected import path, must begin with one of: {{data, future, input, rego}}, got: {path[0]}");
        }

        string? alias = null;
        if (cursor.TakeName("as"))
        {
            alias = Name("expected the alias");
        }

        return new Import(span, path, alias);
    }

    private Seq<string> Path()
    {
        var parts = new List<string> { Name("expected a path") };
        while (cursor.Adjacent(".") || cursor.Adjacent("["))
        {
            var bracket = cursor.Current.Text == "[";
            cursor.Advance();
            if (bracket)
            {
                if (cursor.Current.Kind != TokenKind.String)
                {
                    throw cursor.Unexpected("expected string");
                }

                parts.Add(cursor.Current.Text);
                cursor.Advance();
                cursor.Expect("]");
            }
            else
            {
                parts.Add(Name("expected ident"));
            }
        }

        return Parser.Sequence(parts);
    }

    private string Name(string hint)
    {
        if (cursor.Current.Kind != TokenKind.Name)
        {
            throw cursor.Unexpected(hint);
        }

        var name = cursor.Current.Text;
        cursor.Advance();
        return name;
    }

    private void Separate()
    {
        if (!cursor.Take(";") && !cursor.AtEnd && !cursor.Current.AfterNewline)
        {
            throw cursor.Unexpected("expected a new line");
        }
    }
}
