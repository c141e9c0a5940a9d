using System.Text;
using System.Text.RegularExpressions;
using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;
using Group = System.Text.RegularExpressions.Group;

namespace AgentBus.Rego.Builtins;

/// <summary>Regular expressions, in time linear in the text.</summary>
internal static class RegexBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "regex.match", [Kinds.String, Kinds.String], Kinds.Boolean, (c, a) => RegoBoolean.Of(Pattern(c, a, 0, a[1]).IsMatch(Text(a, 1))) },
        { "regex.is_valid", [Any], Kinds.Boolean, IsValid },
        { "regex.split", [Kinds.String, Kinds.String], Kinds.Array, (c, a) => Split(c, Pattern(c, a, 0, a[1]), Text(a, 0), Text(a, 1)) },
        { "regex.find_n", [Kinds.String, Kinds.String, Number], Kinds.Array, (c, a) => Strings(c, Matches(Pattern(c, a, 0, a[1]), Text(a, 1), Limit(a)).Select(m => m.Value)) },
        { "regex.find_all_string_submatch_n", [Kinds.String, Kinds.String, Number], Kinds.Array, Submatches },
        { "regex.replace", [Kinds.String, Kinds.String, Kinds.String], Kinds.String, (c, a) => Replace(c, Pattern(c, a, 1, a[0]), Text(a, 0), Text(a, 2)) },
        { "regex.globs_match", [Kinds.String, Kinds.String], Kinds.Boolean, (c, a) => RegoBoolean.Of(GlobIntersection.Intersect(c, Text(a, 0), Text(a, 1))) },
        { "regex.template_match", [Kinds.String, Kinds.String, Kinds.String, Kinds.String], Kinds.Boolean, TemplateMatch },
    };

    private static string Text(ReadOnlySpan<RegoValue> arguments, int position) => StringBuiltins.Text(arguments[position]);

    private static Regex Pattern(BuiltinContext context, ReadOnlySpan<RegoValue> arguments, int position, RegoValue subject)
    {
        context.Work(StringBuiltins.Text(subject).Length / 64);
        return context.Patterns.Get(arguments[position], null, Translate);
    }

    private static string Translate(RegoValue pattern, RegoValue? delimiters) => PatternSyntax.Translate(StringBuiltins.Text(pattern));

    private static RegoBoolean IsValid(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        if (arguments[0] is not RegoString)
        {
            return RegoBoolean.False;
        }

        try
        {
            Pattern(context, arguments, 0, arguments[0]);
            return RegoBoolean.True;
        }
        catch (BuiltinFault)
        {
            return RegoBoolean.False;
        }
    }

    private static long Limit(ReadOnlySpan<RegoValue> arguments) =>
        ArithmeticBuiltins.Whole(arguments, 2) is var limit && (limit.Sign < 0 || limit > int.MaxValue) ? int.MaxValue : (long)limit;

    /// <summary>As in Go, an empty match directly behind another match does not count.</summary>
    private static IEnumerable<Match> Matches(Regex pattern, string text, long limit)
    {
        var end = -1;
        for (var match = pattern.Match(text); match.Success && limit > 0; match = match.NextMatch())
        {
            if (match.Length > 0 || match.Index != end)
            {
                limit--;
                yield return match;
            }

            end = match.Index + match.Length;
        }
    }

    private static RegoArray Strings(BuiltinContext context, IEnumerable<string> texts)
    {
        var items = texts.Select(RegoValue (t) => RegoString.Of(t)).ToArray();
        context.Charge(items.Length);
        return RegoArray.Of(items);
    }

    private static RegoArray Split(BuiltinContext context, Regex pattern, string source, string text)
    {
        if (source.Length > 0 && text.Length == 0)
        {
            return RegoArray.Of([RegoString.Empty]);
        }

        var parts = new List<string>();
        var (start, end) = (0, 0);
        foreach (var match in Matches(pattern, text, int.MaxValue))
        {
            end = match.Index;
            if (match.Index + match.Length != 0)
            {
                parts.Add(text[start..end]);
            }

            start = match.Index + match.Length;
        }

        if (end != text.Length)
        {
            parts.Add(text[start..]);
        }

        return Strings(context, parts);
    }

    private static RegoArray Submatches(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var matches = Matches(Pattern(context, arguments, 0, arguments[1]), Text(arguments, 1), Limit(arguments));
        return RegoArray.Of([.. matches.Select(RegoValue (m) => Strings(context, InOrder(m).Select(g => g.Value)))]);
    }

    /// <summary>The groups in the order of their parentheses; .NET numbers named groups last.</summary>
    private static IEnumerable<Group> InOrder(Match match) => match.Groups.Values;

    private static RegoString Replace(BuiltinContext context, Regex pattern, string text, string template)
    {
        var result = new StringBuilder();
        var at = 0;
        foreach (var match in Matches(pattern, text, int.MaxValue))
        {
            result.Append(text, at, match.Index - at);
            var before = result.Length;
            Expand(result, template, match);
            context.ChargeText(result.Length - before);
            at = match.Index + match.Length;
        }

        return RegoString.Of(result.Append(text, at, text.Length - at).ToString());
    }

    private static void Expand(StringBuilder result, string template, Match match)
    {
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] != '$' || at + 1 >= template.Length)
            {
                result.Append(template[at]);
                continue;
            }

            if (template[at + 1] == '$')
            {
                result.Append('$');
                at++;
                continue;
            }

            var braces = template[at + 1] == '{';
            var start = at + (braces ? 2 : 1);
            var end = start;
            while (end < template.Length && (char.IsLetterOrDigit(template[end]) || template[end] == '_'))
            {
                end++;
            }

            if (end == start || (braces && (end >= template.Length || template[end] != '}')))
            {
                result.Append('$');
                continue;
            }

            result.Append(match.Groups[template[start..end]].Value);
            at = braces ? end : end - 1;
        }
    }

    private static RegoBoolean TemplateMatch(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (template, open, close) = (Text(arguments, 0), Text(arguments, 2), Text(arguments, 3));
        if (open.Length != 1 || close.Length != 1)
        {
            throw BuiltinFault.Of("delimiters must be single characters");
        }

        var pattern = new StringBuilder("^");
        var at = 0;
        while (at < template.Length)
        {
            var start = template.IndexOf(open, at, StringComparison.Ordinal);
            var end = start < 0 ? -1 : template.IndexOf(close, start, StringComparison.Ordinal);
            if (start >= 0 && end < 0)
            {
                throw BuiltinFault.Of("unbalanced braces in template");
            }

            pattern.Append(Regex.Escape(template[at..(start < 0 ? template.Length : start)]).Replace("]", "\\]", StringComparison.Ordinal));
            if (start < 0)
            {
                break;
            }

            pattern.Append('(').Append(template, start + 1, end - start - 1).Append(')');
            at = end + 1;
        }

        var regex = context.Patterns.Get(RegoString.Of(pattern.Append('$').ToString()), null, Translate);
        return RegoBoolean.Of(regex.IsMatch(Text(arguments, 1)));
    }
}
