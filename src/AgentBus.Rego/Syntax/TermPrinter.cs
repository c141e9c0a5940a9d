using System.Text;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Syntax;

/// <summary>Writes terms; infix terms stand in parentheses.</summary>
internal static class TermPrinter
{
    public static void Print(StringBuilder text, Term term)
    {
        switch (term)
        {
            case ScalarTerm scalar:
                RegoText.Write(text, scalar.Value);
                break;
            case VarTerm variable:
                text.Append(variable.Name);
                break;
            case RefTerm reference:
                Reference(text, reference);
                break;
            case CallTerm call:
                Print(text, call.Operator);
                List(text, '(', call.Arguments, ')');
                break;
            case InfixTerm infix:
                text.Append('(');
                Print(text, infix.Left);
                text.Append(' ').Append(infix.Operator).Append(' ');
                Print(text, infix.Right);
                text.Append(')');
                break;
            case MembershipTerm member:
                Membership(text, member);
                break;
            case ArrayTerm array:
                List(text, '[', array.Items, ']');
                break;
            case SetTerm { Items.Count: 0 }:
                text.Append("set()");
                break;
            case SetTerm set:
                List(text, '{', set.Items, '}');
                break;
            case ObjectTerm entries:
                Object(text, entries);
                break;
            case ComprehensionTerm comprehension:
                Comprehension(text, comprehension);
                break;
            case TemplateTerm template:
                Template(text, template);
                break;
        }
    }

    public static void PrintAll(StringBuilder text, Seq<Term> terms)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            text.Append(i == 0 ? string.Empty : ", ");
            Print(text, terms[i]);
        }
    }

    private static void List(StringBuilder text, char open, Seq<Term> terms, char close)
    {
        text.Append(open);
        PrintAll(text, terms);
        text.Append(close);
    }

    private static void Reference(StringBuilder text, RefTerm reference)
    {
        Print(text, reference.Head);
        foreach (var operand in reference.Operands)
        {
            if (operand is ScalarTerm { Value: RegoString name } && Compile.DataPath.IsIdentifier(name.Text))
            {
                text.Append('.').Append(name.Text);
            }
            else
            {
                text.Append('[');
                Print(text, operand);
                text.Append(']');
            }
        }
    }

    private static void Membership(StringBuilder text, MembershipTerm member)
    {
        text.Append('(');
        if (member.Key is not null)
        {
            Print(text, member.Key);
            text.Append(", ");
        }

        Print(text, member.Value);
        text.Append(" in ");
        Print(text, member.Collection);
        text.Append(')');
    }

    private static void Object(StringBuilder text, ObjectTerm entries)
    {
        text.Append('{');
        for (var i = 0; i < entries.Entries.Count; i++)
        {
            text.Append(i == 0 ? string.Empty : ", ");
            Print(text, entries.Entries[i].Key);
            text.Append(": ");
            Print(text, entries.Entries[i].Value);
        }

        text.Append('}');
    }

    private static void Comprehension(StringBuilder text, ComprehensionTerm comprehension)
    {
        text.Append(comprehension.Kind == RegoKind.Array ? '[' : '{');
        if (comprehension.Key is not null)
        {
            Print(text, comprehension.Key);
            text.Append(": ");
        }

        Print(text, comprehension.Value);
        text.Append(" |\n");
        StatementPrinter.Print(text, comprehension.Body);
        text.Append('\n').Append(comprehension.Kind == RegoKind.Array ? ']' : '}');
    }

    private static void Template(StringBuilder text, TemplateTerm template)
    {
        text.Append("$\"");
        foreach (var part in template.Parts)
        {
            if (part.Value is not null)
            {
                text.Append('{');
                Print(text, part.Value);
                text.Append('}');
                continue;
            }

            var quoted = new StringBuilder();
            QuotedText.Append(quoted, part.Text!);
            text.Append(quoted.ToString(1, quoted.Length - 2).Replace("{", "\\{", StringComparison.Ordinal));
        }

        text.Append('"');
    }
}
