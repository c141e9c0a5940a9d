using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AgentBus.Rego.Builtins;

/// <summary>Character classes and escapes of RE2 patterns; the Perl classes are ASCII there.</summary>
internal static class PatternClasses
{
    /// <summary>The .NET text of [:name:] and the length it has in the pattern.</summary>
    public static (string Text, int Length)? Posix(string pattern, int at)
    {
        var end = pattern.IndexOf(":]", at, StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        var text = pattern[(at + 2)..end] switch
        {
            "alnum" => "0-9A-Za-z",
            "alpha" => "A-Za-z",
            "ascii" => "\\x00-\\x7F",
            "blank" => "\\t ",
            "cntrl" => "\\x00-\\x1F\\x7F",
            "digit" => "0-9",
            "graph" => "!-~",
            "lower" => "a-z",
            "print" => " -~",
            "punct" => "!-/:-@\\[-`{-~",
            "space" => "\\t\\n\\v\\f\\r ",
            "upper" => "A-Z",
            "word" => "0-9A-Za-z_",
            "xdigit" => "0-9A-Fa-f",
            _ => throw BuiltinFault.Of("error parsing regexp: invalid character class range"),
        };
        return (text, end + 2 - at);
    }

    /// <summary>The .NET text of an escape and the length it has in the pattern, or null if there is no such escape.</summary>
    public static (string Text, int Length)? Escape(string pattern, int at, bool inClass)
    {
        var c = pattern[at + 1];
        switch (c)
        {
            case 'd':
                return (inClass ? "0-9" : "[0-9]", 2);
            case 'w':
                return (inClass ? "0-9A-Za-z_" : "[0-9A-Za-z_]", 2);
            case 's':
                return (inClass ? "\\t\\n\\f\\r " : "[\\t\\n\\f\\r ]", 2);
            case 'D':
                return (inClass ? "\\x00-/:-\\uFFFF" : "[^0-9]", 2);
            case 'W':
                return (inClass ? "\\x00-/:-@\\[-^`{-\\uFFFF" : "[^0-9A-Za-z_]", 2);
            case 'S':
                return (inClass ? "\\x00-\\x08\\x0B\\x0E-\\x1F!-\\uFFFF" : "[^\\t\\n\\f\\r ]", 2);
            case 'b' or 'B' or 'A' or 'z' when !inClass:
                return ("\\" + c, 2);
            case 'a' or 'f' or 't' or 'n' or 'r' or 'v':
                return ("\\" + c, 2);
            case 'x':
                return Hex(pattern, at);
            case 'p' or 'P':
                return Unicode(pattern, at);
            case >= '0' and <= '7':
                return Octal(pattern, at);
        }

        return char.IsAsciiLetterOrDigit(c) ? null : (c > 127 ? c.ToString() : c is '-' or '"' or '\'' ? "\\" + c : InClass(c, inClass), 2);
    }

    private static string InClass(char c, bool inClass) => inClass ? "\\" + c : Regex.Escape(c.ToString()) is { Length: 1 } plain && c is ']' or '}' ? "\\" + plain : Regex.Escape(c.ToString());

    private static (string Text, int Length)? Hex(string pattern, int at)
    {
        var braces = at + 2 < pattern.Length && pattern[at + 2] == '{';
        var end = braces ? pattern.IndexOf('}', at) : at + 4;
        var start = at + (braces ? 3 : 2);
        if (end < 0 || end > pattern.Length || !int.TryParse(pattern.AsSpan(start, end - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || !Rune.IsValid(code))
        {
            return null;
        }

        return (Literal(code), (braces ? end + 1 : end) - at);
    }

    private static (string Text, int Length)? Unicode(string pattern, int at)
    {
        if (at + 2 >= pattern.Length)
        {
            return null;
        }

        if (pattern[at + 2] != '{')
        {
            return ($"\\{pattern[at + 1]}{{{pattern[at + 2]}}}", 3);
        }

        var end = pattern.IndexOf('}', at);
        if (end < 0)
        {
            return null;
        }

        var name = pattern[(at + 3)..end] switch { "Greek" => "IsGreek", "Cyrillic" => "IsCyrillic", "Han" => "IsCJKUnifiedIdeographs", var n => n };
        return ($"\\{pattern[at + 1]}{{{name}}}", end + 1 - at);
    }

    private static (string Text, int Length)? Octal(string pattern, int at)
    {
        var end = at + 1;
        while (end < pattern.Length && end < at + 4 && pattern[end] is >= '0' and <= '7')
        {
            end++;
        }

        return pattern[at + 1] != '0' && end - at < 4 ? null : (Literal(Convert.ToInt32(pattern[(at + 1)..end], 8)), end - at);
    }

    private static string Literal(int code) => code > 0xFFFF ? Regex.Escape(char.ConvertFromUtf32(code)) : $"\\u{code:X4}";
}
