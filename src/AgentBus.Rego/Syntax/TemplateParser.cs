using System.Text;

namespace AgentBus.Rego.Syntax;

/// <summary>Strings with interpolated terms.</summary>
internal static class TemplateParser
{
    public static TemplateTerm Parse(Cursor cursor, TermParser terms)
    {
        var span = cursor.Here;
        var quote = cursor.Current.Kind == TokenKind.TemplateQuote ? '"' : '`';
        var parts = new List<TemplatePart>();
        var at = cursor.Current.End;
        while (true)
        {
            var text = new StringBuilder();
            at = StringLexer.ReadPiece(cursor.File, at, quote, template: true, text);
            if (text.Length > 0)
            {
                parts.Add(new TemplatePart(text.ToString(), null));
            }

            if (cursor.File.Text[at] == quote)
            {
                cursor.MoveTo(at + 1);
                return new TemplateTerm(span, Parser.Sequence(parts));
            }

            cursor.MoveTo(at + 1);
            parts.Add(new TemplatePart(null, terms.Parse(pairs: false)));
            if (!cursor.Current.IsSymbol("}"))
            {
                throw cursor.Unexpected("expected '}' after the interpolated term");
            }

            at = cursor.Current.End;
        }
    }
}
