using System.Text;
using System.Text.RegularExpressions;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>Globs: * and ? stop at delimiters, ** does not; sets in brackets, alternatives in braces.</summary>
internal static class GlobBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "glob.match", [Kinds.String, Kinds.Null | Kinds.Array, Kinds.String], Kinds.Boolean, Match },
        { "glob.quote_meta", [Kinds.String], Kinds.String, (_, a) => RegoString.Of(Quote(StringBuiltins.Text(a[0]))) },
    };

    private static RegoBoolean Match(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var text = StringBuiltins.Text(arguments[2]);
        context.Work(text.Length / 64);
        return RegoBoolean.Of(context.Patterns.Get(arguments[0], arguments[1], Translate).IsMatch(text));
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

    private static string Translate(RegoValue pattern, RegoValue? separators) => Translate(StringBuiltins.Text(pattern), separators switch
    {
        RegoArray { Count: 0 } => ".",
        RegoArray array => string.Concat(StringBuiltins.Texts(array, 2)),
        _ => string.Empty,
    });

    private static string Translate(string glob, string delimiters)
    {
        var other = delimiters.Length == 0 ? "[\\s\\S]" : "[^" + string.Concat(delimiters.Select(c => $"\\u{(int)c:X4}")) + "]";
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
