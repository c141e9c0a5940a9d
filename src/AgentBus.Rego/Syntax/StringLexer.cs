using System.Globalization;
using System.Text;

namespace AgentBus.Rego.Syntax;

/// <summary>Reads quoted and raw strings and the pieces of templates.</summary>
internal static class StringLexer
{
    public static string Read(SourceFile file, int start, out int end)
    {
        var text = new StringBuilder();
        var stop = ReadPiece(file, start + 1, file.Text[start], template: false, text);
        end = stop + 1;
        return text.ToString();
    }

    /// <summary>Reads up to the closing quote, or in a template up to an open brace; returns the offset of that character.</summary>
    public static int ReadPiece(SourceFile file, int at, char quote, bool template, StringBuilder text)
    {
        var source = file.Text;
        var opening = at - 1;
        while (at < source.Length)
        {
            var c = source[at];
            if (c == quote || (template && c == '{'))
            {
                return at;
            }

            if (c == '\\' && template && at + 1 < source.Length && source[at + 1] == '{')
            {
                text.Append('{');
                at += 2;
            }
            else if (c == '\\' && quote == '"')
            {
                at = Escape(file, at, text);
            }
            else if (c == '\n' && quote == '"')
            {
                break;
            }
            else
            {
                text.Append(c);
                at++;
            }
        }

        throw new Span(file, opening).Error(RegoErrorCode.Parse, "non-terminated string");
    }

    private static int Escape(SourceFile file, int at, StringBuilder text)
    {
        var source = file.Text;
        var c = at + 1 < source.Length ? source[at + 1] : '\0';
        const string Codes = "\"\\/bfnrt";
        const string Values = "\"\\/\b\f\n\r\t";
        var code = Codes.IndexOf(c, StringComparison.Ordinal);
        if (code >= 0)
        {
            text.Append(Values[code]);
            return at + 2;
        }

        if (c == 'u' && at + 6 <= source.Length
            && ushort.TryParse(source.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            text.Append((char)unit);
            return at + 6;
        }

        throw new Span(file, at).Error(RegoErrorCode.Parse, "illegal escape sequence");
    }
}
