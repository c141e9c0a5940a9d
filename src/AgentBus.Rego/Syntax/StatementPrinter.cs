using System.Text;

namespace AgentBus.Rego.Syntax;

/// <summary>Writes the expressions of bodies, one on a line.</summary>
internal static class StatementPrinter
{
    public static void Print(StringBuilder text, Seq<Statement> body)
    {
        for (var i = 0; i < body.Count; i++)
        {
            var statement = new StringBuilder();
            Print(statement, body[i]);

            // On a line of its own, a negative number would read as a subtraction from the line before.
            text.Append(i == 0 ? string.Empty : statement[0] == '-' ? ";\n" : "\n").Append(statement);
        }
    }

    private static void Print(StringBuilder text, Statement statement)
    {
        switch (statement)
        {
            case TermStatement plain:
                text.Append(plain.Negated ? "not " : string.Empty);
                Top(text, plain.Term);
                break;
            case SomeStatement some:
                text.Append("some ").AppendJoin(", ", some.Variables.Select(v => v.Name));
                break;
            case SomeInStatement some:
                text.Append("some ");
                Pair(text, some.Key, some.Value);
                text.Append(" in ");
                TermPrinter.Print(text, some.Collection);
                break;
            case EveryStatement every:
                text.Append("every ");
                Pair(text, every.Key, every.Value);
                text.Append(" in ");
                TermPrinter.Print(text, every.Domain);
                text.Append(" {\n");
                Print(text, every.Body);
                text.Append("\n}");
                break;
        }

        foreach (var modifier in statement.Modifiers)
        {
            text.Append(" with ");
            TermPrinter.Print(text, modifier.Target);
            text.Append(" as ");
            TermPrinter.Print(text, modifier.Value);
        }
    }

    private static void Top(StringBuilder text, Term term)
    {
        if (term is InfixTerm { Operator: ":=" or "=" } infix)
        {
            TermPrinter.Print(text, infix.Left);
            text.Append(' ').Append(infix.Operator).Append(' ');
            TermPrinter.Print(text, infix.Right);
        }
        else
        {
            TermPrinter.Print(text, term);
        }
    }

    private static void Pair(StringBuilder text, Term? key, Term value)
    {
        if (key is not null)
        {
            TermPrinter.Print(text, key);
            text.Append(", ");
        }

        TermPrinter.Print(text, value);
    }
}
