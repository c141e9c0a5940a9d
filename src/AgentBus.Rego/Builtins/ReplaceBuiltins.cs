using System.Text;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>Strings: replacing and trimming.</summary>
internal static class ReplaceBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "replace", [Kinds.String, Kinds.String, Kinds.String], Kinds.String, Replace },
        { "strings.replace_n", [Kinds.Object, Kinds.String], Kinds.String, ReplaceAll },
        { "strings.render_template", [Kinds.String, Kinds.Object], Kinds.String, (c, a) => TextTemplate.Render(c, Text(a, 0), (RegoObject)a[1]) },
        { "trim", [Kinds.String, Kinds.String], Kinds.String, (_, a) => RegoString.Of(Cut(Text(a, 0), Text(a, 1), left: true, right: true)) },
        { "trim_left", [Kinds.String, Kinds.String], Kinds.String, (_, a) => RegoString.Of(Cut(Text(a, 0), Text(a, 1), left: true, right: false)) },
        { "trim_right", [Kinds.String, Kinds.String], Kinds.String, (_, a) => RegoString.Of(Cut(Text(a, 0), Text(a, 1), left: false, right: true)) },
        { "trim_space", [Kinds.String], Kinds.String, (_, a) => RegoString.Of(Text(a, 0).Trim()) },
        { "trim_prefix", [Kinds.String, Kinds.String], Kinds.String, (_, a) => Text(a, 0).StartsWith(Text(a, 1), StringComparison.Ordinal)
            ? RegoString.Of(Text(a, 0)[Text(a, 1).Length..]) : a[0] },
        { "trim_suffix", [Kinds.String, Kinds.String], Kinds.String, (_, a) => Text(a, 0).EndsWith(Text(a, 1), StringComparison.Ordinal)
            ? RegoString.Of(Text(a, 0)[..^Text(a, 1).Length]) : a[0] },
    };

    private static string Text(ReadOnlySpan<RegoValue> arguments, int position) => StringBuiltins.Text(arguments[position]);

    private static RegoString Replace(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (text, old, value) = (Text(arguments, 0), Text(arguments, 1), Text(arguments, 2));
        context.ChargeText(text.Length + ((long)text.Length / Math.Max(1, old.Length) * value.Length));
        if (old.Length > 0)
        {
            return RegoString.Of(text.Replace(old, value, StringComparison.Ordinal));
        }

        // An empty text to replace stands between all code points.
        var result = new StringBuilder(value);
        foreach (var rune in text.EnumerateRunes())
        {
            result.Append(rune.ToString()).Append(value);
        }

        return RegoString.Of(result.ToString());
    }

    private static RegoString ReplaceAll(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var pairs = new List<(string Old, string New)>();
        var patterns = (RegoObject)arguments[0];
        for (var i = 0; i < patterns.Count; i++)
        {
            pairs.Add((
                patterns.KeySpan[i].AsString ?? throw BuiltinFault.Operand(1, "must be object with string keys"),
                patterns.ValueSpan[i].AsString ?? throw BuiltinFault.Operand(1, "must be object with string values")));
        }

        var text = Text(arguments, 1);
        context.Work((long)text.Length * pairs.Count / 8);
        var result = new StringBuilder();
        var at = 0;
        while (at < text.Length)
        {
            var match = pairs.FindIndex(p => p.Old.Length > 0 && string.CompareOrdinal(text, at, p.Old, 0, p.Old.Length) == 0);
            if (match >= 0)
            {
                context.ChargeText(pairs[match].New.Length);
                result.Append(pairs[match].New);
                at += pairs[match].Old.Length;
            }
            else
            {
                result.Append(text[at++]);
            }
        }

        return RegoString.Of(result.ToString());
    }

    private static string Cut(string text, string characters, bool left, bool right)
    {
        var set = characters.EnumerateRunes().ToHashSet();
        var (start, end) = (0, text.Length);
        while (left && start < end && set.Contains(RuneAt(text, start)))
        {
            start += CodePoints.StepAt(text, start);
        }

        while (right && end > start)
        {
            var step = end - start > 1 && char.IsLowSurrogate(text[end - 1]) && char.IsHighSurrogate(text[end - 2]) ? 2 : 1;
            if (!set.Contains(RuneAt(text, end - step)))
            {
                break;
            }

            end -= step;
        }

        return text[start..end];
    }

    private static Rune RuneAt(string text, int at) => Rune.TryGetRuneAt(text, at, out var rune) ? rune : Rune.ReplacementChar;
}
