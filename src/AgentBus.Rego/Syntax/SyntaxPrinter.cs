using System.Text;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Syntax;

/// <summary>Writes syntax as Rego text that reads back as the same syntax.</summary>
internal static class SyntaxPrinter
{
    public static string Print(Module module)
    {
        var text = new StringBuilder("package ").Append(Path(module.Package)).Append('\n');
        foreach (var import in module.Imports)
        {
            text.Append("\nimport ").Append(Path(import.Path)).Append(import.Alias is null ? string.Empty : " as " + import.Alias);
        }

        foreach (var rule in module.Rules)
        {
            text.Append("\n\n");
            RulePrinter.Print(text, rule);
        }

        return text.Append('\n').ToString();
    }

    public static string Print(Term term)
    {
        var text = new StringBuilder();
        TermPrinter.Print(text, term);
        return text.ToString();
    }

    public static string Print(Seq<Statement> body)
    {
        var text = new StringBuilder();
        StatementPrinter.Print(text, body);
        return text.ToString();
    }

    private static string Path(Seq<string> path)
    {
        var text = new StringBuilder(path[0]);
        foreach (var part in path.Skip(1))
        {
            if (Compile.DataPath.IsIdentifier(part))
            {
                text.Append('.').Append(part);
            }
            else
            {
                text.Append('[');
                QuotedText.Append(text, part);
                text.Append(']');
            }
        }

        return text.ToString();
    }
}
