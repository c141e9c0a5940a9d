using System.Text;
using System.Text.RegularExpressions;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>Globs: * and ? stop at delimiters, ** does not; sets in brackets, alternatives in braces.</summary>
internal static class GlobBuiltins
{
    private const char Separator = '\u0001';

    public static BuiltinTable All { get; } = new()
    {
        { "glob.match", [Kinds.String, Kinds.Null | Kinds.Array, Kinds.String], Kinds.Boolean, Match },
        { "glob.quote_meta", [Kinds.String], Kinds.String, (_, a) => RegoString.Of(Quote(StringBuiltins.Text(a[0]))) },
    };

    private static RegoBoolean Match(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var delimiters = arguments[1] is RegoArray array ? string.Concat(StringBuiltins.Texts(array, 2)) : string.Empty;
        delimiters = arguments[1] is RegoArray { Count: 0 } ? "." : delimiters;
        var text = StringBuiltins.Text(arguments[2]);
        context.Work(text.Length / 64);
        var key = Separator + delimiters + Separator + StringBuiltins.Text(arguments[0]);
        return RegoBoolean.Of(context.Patterns.Get(key, Translate).IsMatch(text));
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder();
        foreach (var c in text)
        {
            quoted.Append(c is '*' or '?' or '\\' or '[' or ']' or '{' or '}' ? "\\" : string.Empty).Append(c);
        }

        return quoted.ToString();
    }

    private static string Translate(string key)
    {
        var end = key.IndexOf(Separator, 1);
        var other = end == 1 ? "[\\s\\S]" : "[^" + string.Concat(key[1..end].Select(c => $"\\u{(int)c:X4}")) + "]";
        var glob = key[(end + 1)..];
        var pattern = new StringBuilder("^");
        var depth = 0;
        for (var at = 0; at < glob.Length; at++)
        {
            switch (glob[at])
            {
                case '*' when at + 1 < glob.Length && glob[at + 1] == '*':
                    pattern.Append("[\\s\\S]*");
                    at++;
                    break;
                case '*':
                    pattern.Append(other).Append('*');
                    break;
                case '?':
                    pattern.Append(other);
                    break;
                case '[':
                    at = Set(glob, at, pattern);
                    break;
                case '{':
                    pattern.Append("(?:");
                    depth++;
                    break;
                case '}' when depth > 0:
                    pattern.Append(')');
                    depth--;
                    break;
                case ',' when depth > 0:
                    pattern.Append('|');
                    break;
                case '\\' when at + 1 < glob.Length:
                    pattern.Append(Escaped(glob[++at]));
                    break;
                default:
                    pattern.Append(Escaped(glob[at]));
                    break;
            }
        }

        return depth == 0 ? pattern.Append("\\z").ToString() : throw BuiltinFault.Of("glob: unclosed alternatives");
    }

    private static int Set(string glob, int at, StringBuilder pattern)
    {
        var end = glob.IndexOf(']', at + 1);
        if (end < 0)
        {
            throw BuiltinFault.Of("glob: unclosed set");
        }

        var inner = glob[(at + 1)..end];
        var negated = inner.StartsWith('!');
        inner = negated ? inner[1..] : inner;
        var isRange = inner.Length == 3 && inner[1] == '-';
        pattern.Append(negated ? "[^" : "[");
        pattern.Append(isRange ? Escaped(inner[0]) + "-" + Escaped(inner[2]) : string.Concat(inner.Select(Escaped)));
        pattern.Append(']');
        return end;
    }

    private static string Escaped(char c) => char.IsLetterOrDigit(c) ? Regex.Escape(c.ToString()) : $"\\u{(int)c:X4}";
}
