using System.Globalization;
using System.Text;

namespace AgentBus.Rego.Builtins;

/// <summary>Translates RE2 patterns, as Rego has them, to those of .NET.</summary>
internal sealed class PatternSyntax
{
    private const int MaxLength = 20_000;
    private const int MaxRepeat = 1000;
    private const double MaxRepeats = 1e6;
    private readonly string _pattern;
    private readonly StringBuilder _text = new();
    private int _at;
    private bool _multiline;
    private double _repeats = 1;

    private PatternSyntax(string pattern) => _pattern = pattern;

    public static string Translate(string pattern)
    {
        if (pattern.Length > MaxLength)
        {
            throw BuiltinFault.Of("pattern too long");
        }

        var syntax = new PatternSyntax(pattern);
        while (syntax._at < pattern.Length)
        {
            syntax.Next();
        }

        return syntax._text.ToString();
    }

    private void Next()
    {
        var c = _pattern[_at];
        switch (c)
        {
            case '\\':
                Escape(inClass: false);
                break;
            case '[':
                Class();
                break;
            case '$':
                _text.Append(_multiline ? "$" : "\\z");
                _at++;
                break;
            case '(' when Follows("(?"):
                Group();
                break;
            case '{':
                Repeat();
                break;
            default:
                _text.Append(c is '#' or ' ' ? "\\" + c : c.ToString());
                _at++;
                break;
        }
    }

    private bool Follows(string text) => string.CompareOrdinal(_pattern, _at, text, 0, text.Length) == 0;

    private void Group()
    {
        if (Follows("(?P<"))
        {
            _text.Append("(?<");
            _at += 4;
            return;
        }

        if (Follows("(?=") || Follows("(?!") || Follows("(?<=") || Follows("(?<!") || Follows("(?>") || Follows("(?("))
        {
            throw BuiltinFault.Of("error parsing regexp: invalid or unsupported Perl syntax: `" + _pattern[_at..Math.Min(_pattern.Length, _at + 4)] + "`");
        }

        var end = _at + 2;
        while (end < _pattern.Length && (char.IsAsciiLetter(_pattern[end]) || _pattern[end] == '-'))
        {
            end++;
        }

        var flags = _pattern[(_at + 2)..end];
        var off = flags.IndexOf('-', StringComparison.Ordinal);
        var m = flags.IndexOf('m', StringComparison.Ordinal);
        _multiline = m >= 0 ? off < 0 || m < off : _multiline;
        if (flags.Contains('U', StringComparison.Ordinal))
        {
            throw BuiltinFault.Of("error parsing regexp: unsupported flag U");
        }

        _text.Append(_pattern, _at, end - _at);
        _at = end;
    }

    private void Repeat()
    {
        var close = _pattern.IndexOf('}', _at);
        var inner = close < 0 ? string.Empty : _pattern[(_at + 1)..close];
        var numbers = inner.Split(',');
        var isRepeat = inner.Length > 0 && numbers.Length <= 2 && numbers[0].Length > 0 && numbers.All(n => n.All(char.IsAsciiDigit));
        if (!isRepeat)
        {
            _text.Append("\\{");
            _at++;
            return;
        }

        var counts = numbers.Where(n => n.Length > 0).Select(n => n.Length > 5 ? int.MaxValue : int.Parse(n, CultureInfo.InvariantCulture)).ToList();
        _repeats *= Math.Max(1, counts.Max());
        if (counts.Max() > MaxRepeat || _repeats > MaxRepeats || (counts.Count == 2 && counts[0] > counts[1]))
        {
            throw BuiltinFault.Of("error parsing regexp: invalid repeat count: `{" + inner + "}`");
        }

        _text.Append(_pattern, _at, close + 1 - _at);
        _at = close + 1;
    }

    private void Class()
    {
        _text.Append('[');
        _at++;
        if (_at < _pattern.Length && _pattern[_at] == '^')
        {
            _text.Append('^');
            _at++;
        }

        var first = true;
        while (_at < _pattern.Length && (_pattern[_at] != ']' || first))
        {
            first = false;
            if (Follows("[:") && PatternClasses.Posix(_pattern, _at) is { } posix)
            {
                _text.Append(posix.Text);
                _at += posix.Length;
            }
            else if (_pattern[_at] == '\\')
            {
                Escape(inClass: true);
            }
            else
            {
                _text.Append(_pattern[_at] is '[' or ']' ? "\\" + _pattern[_at] : _pattern[_at].ToString());
                _at++;
            }
        }

        if (_at >= _pattern.Length)
        {
            throw BuiltinFault.Of("error parsing regexp: missing closing ]");
        }

        _text.Append(']');
        _at++;
    }

    private void Escape(bool inClass)
    {
        if (_at + 1 >= _pattern.Length)
        {
            throw BuiltinFault.Of("error parsing regexp: trailing backslash at end of expression");
        }

        var c = _pattern[_at + 1];
        if (c == 'Q' && !inClass)
        {
            var end = _pattern.IndexOf("\\E", _at, StringComparison.Ordinal);
            var literal = end < 0 ? _pattern[(_at + 2)..] : _pattern[(_at + 2)..end];
            _text.Append(System.Text.RegularExpressions.Regex.Escape(literal));
            _at = end < 0 ? _pattern.Length : end + 2;
            return;
        }

        if (PatternClasses.Escape(_pattern, _at, inClass) is not { } translated)
        {
            throw BuiltinFault.Of($"error parsing regexp: invalid escape sequence: `\\{c}`");
        }

        _text.Append(translated.Text);
        _at += translated.Length;
    }
}
