using System.Text;

namespace AgentBus.Rego.Syntax;

/// <summary>Writes rules.</summary>
internal static class RulePrinter
{
    public static void Print(StringBuilder text, Rule rule)
    {
        text.Append(rule.IsDefault ? "default " : string.Empty);
        TermPrinter.Print(text, rule.Head.Name);
        if (rule.Head.Arguments is { } arguments)
        {
            text.Append('(');
            TermPrinter.PrintAll(text, arguments);
            text.Append(')');
        }

        if (rule.Head.Element is { } element)
        {
            text.Append(" contains ");
            TermPrinter.Print(text, element);
        }

        Tail(text, rule.Head.Value, rule.Body);
        foreach (var branch in rule.Else)
        {
            text.Append(" else");
            Tail(text, branch.Value, branch.Body);
        }
    }

    private static void Tail(StringBuilder text, Term? value, Seq<Statement> body)
    {
        if (value is not null)
        {
            text.Append(" := ");
            TermPrinter.Print(text, value);
        }

        if (body.Count > 0)
        {
            text.Append(" if {\n");
            StatementPrinter.Print(text, body);
            text.Append("\n}");
        }
    }
}
