namespace AgentBus.Rego.Syntax;

/// <summary>Reads tokens from any offset; it holds no state but the comments that it has passed, by offset.</summary>
internal sealed class Lexer(SourceFile file)
{
    private static readonly string[] Symbols =
        [":=", "==", "!=", "<=", ">=", "{", "}", "[", "]", "(", ")", ",", ";", ":", ".", "|", "&", "+", "-", "*", "/", "%", "=", "<", ">"];

    private static readonly string[] SymbolOf = [.. Enumerable.Range(0, 128).Select(c => Symbols.FirstOrDefault(s => s.Length == 1 && s[0] == c) ?? string.Empty)];

    private readonly string _text = file.Text;

    public SourceFile File { get; } = file;

    public Dictionary<int, string> Comments { get; } = [];

    public Token Read(int offset)
    {
        var at = SkipBlank(offset, out var newline);
        var blank = at != offset;
        if (at >= _text.Length)
        {
            return new Token(TokenKind.End, string.Empty, at, at, blank, newline);
        }

        var c = _text[at];
        if (char.IsLetter(c) || c == '_')
        {
            var end = at + 1;
            while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] == '_'))
            {
                end++;
            }

            return new Token(TokenKind.Name, _text[at..end], at, end, blank, newline);
        }

        if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < _text.Length && char.IsAsciiDigit(_text[at + 1]) && blank))
        {
            var end = NumberEnd(at);
            return new Token(TokenKind.Number, _text[at..end], at, end, blank, newline);
        }

        if (c is '"' or '`')
        {
            var value = StringLexer.Read(File, at, out var end);
            return new Token(TokenKind.String, value, at, end, blank, newline);
        }

        if (c == '$' && at + 1 < _text.Length && _text[at + 1] is '"' or '`')
        {
            var kind = _text[at + 1] == '"' ? TokenKind.TemplateQuote : TokenKind.TemplateBackquote;
            return new Token(kind, string.Empty, at, at + 2, blank, newline);
        }

        var symbol = SymbolAt(at) ?? throw new Span(File, at).Error(RegoErrorCode.Parse, $"illegal character '{c}'");
        return new Token(TokenKind.Symbol, symbol, at, at + symbol.Length, blank, newline);
    }

    private string? SymbolAt(int at)
    {
        if (at + 1 < _text.Length && _text[at + 1] == '=')
        {
            switch (_text[at])
            {
                case ':': return ":=";
                case '=': return "==";
                case '!': return "!=";
                case '<': return "<=";
                case '>': return ">=";
            }
        }

        return _text[at] < 128 && SymbolOf[_text[at]].Length > 0 ? SymbolOf[_text[at]] : null;
    }

    private int SkipBlank(int at, out bool newline)
    {
        newline = false;
        while (at < _text.Length)
        {
            var c = _text[at];
            if (c == '#')
            {
                var start = at;
                while (at < _text.Length && _text[at] != '\n')
                {
                    at++;
                }

                Comments[start] = _text[(start + 1)..at].TrimEnd('\r');
            }
            else if (c is ' ' or '\t' or '\r' or '\n' or '\uFEFF')
            {
                newline |= c == '\n';
                at++;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private int NumberEnd(int at)
    {
        while (at < _text.Length)
        {
            var c = _text[at];
            var exponentSign = c is '+' or '-' && _text[at - 1] is 'e' or 'E';
            if (!char.IsAsciiLetterOrDigit(c) && !exponentSign && !(c == '.' && at + 1 < _text.Length && char.IsAsciiDigit(_text[at + 1])))
            {
                break;
            }

            at++;
        }

        return at;
    }
}
