using System.Globalization;
using System.Numerics;
using System.Text;
using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>Strings: parts, places and forms.</summary>
internal static class StringBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "concat", [Kinds.String, Kinds.Array | Set], Kinds.String, Concat },
        { "contains", [Kinds.String, Kinds.String], Kinds.Boolean, (_, a) => RegoBoolean.Of(Text(a[0]).Contains(Text(a[1]), StringComparison.Ordinal)) },
        { "startswith", [Kinds.String, Kinds.String], Kinds.Boolean, (_, a) => RegoBoolean.Of(Text(a[0]).StartsWith(Text(a[1]), StringComparison.Ordinal)) },
        { "endswith", [Kinds.String, Kinds.String], Kinds.Boolean, (_, a) => RegoBoolean.Of(Text(a[0]).EndsWith(Text(a[1]), StringComparison.Ordinal)) },
        { "lower", [Kinds.String], Kinds.String, (_, a) => RegoString.Of(Text(a[0]).ToLowerInvariant()) },
        { "upper", [Kinds.String], Kinds.String, (_, a) => RegoString.Of(Text(a[0]).ToUpperInvariant()) },
        { "format_int", [Number, Number], Kinds.String, FormatInt },
        { "indexof", [Kinds.String, Kinds.String], Number, IndexOf },
        { "indexof_n", [Kinds.String, Kinds.String], Kinds.Array, IndexOfAll },
        { "split", [Kinds.String, Kinds.String], Kinds.Array, Split },
        { "substring", [Kinds.String, Number, Number], Kinds.String, Substring },
        { "sprintf", [Kinds.String, Kinds.Array], Kinds.String, (c, a) => GoFormat.Write(c, Text(a[0]), (RegoArray)a[1]) },
        { "strings.reverse", [Kinds.String], Kinds.String, Reverse },
        { "strings.count", [Kinds.String, Kinds.String], Number, (_, a) => RegoNumber.Of(CountOf(Text(a[0]), Text(a[1]))) },
        { "strings.any_prefix_match", [Kinds.String | Kinds.Array | Set, Kinds.String | Kinds.Array | Set], Kinds.Boolean,
            (c, a) => AnyMatch(c, a, (text, part) => text.StartsWith(part, StringComparison.Ordinal)) },
        { "strings.any_suffix_match", [Kinds.String | Kinds.Array | Set, Kinds.String | Kinds.Array | Set], Kinds.Boolean,
            (c, a) => AnyMatch(c, a, (text, part) => text.EndsWith(part, StringComparison.Ordinal)) },
    };

    public static string Text(RegoValue value) => ((RegoString)value).Text;

    public static IEnumerable<string> Texts(RegoValue items, int position) => items.Items.Select(i => i is RegoString text
        ? text.Text
        : throw BuiltinFault.Operand(
            position, $"must be {KindNames.Of(items.Kind)} of strings but got {KindNames.Of(items.Kind)} containing {KindNames.Of(i.Kind)}"));

    private static RegoString Concat(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var texts = Texts(arguments[1], 2).ToList();
        context.ChargeText(texts.Sum(t => (long)t.Length) + ((long)Text(arguments[0]).Length * texts.Count));
        return RegoString.Of(string.Join(Text(arguments[0]), texts));
    }

    private static RegoString FormatInt(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var number = (RegoNumber)arguments[0];
        var value = number.IsInteger ? number.ToBigInteger() : Truncate(number.ToFloat());
        var (bits, digits) = ((RegoNumber)arguments[1]).AsInt64 switch
        {
            2 => (1, true),
            8 => (3, true),
            10 => (0, false),
            16 => (4, true),
            _ => throw BuiltinFault.Operand(2, "must be one of {2, 8, 10, 16}"),
        };
        return RegoString.Of(digits ? Radix.Write(value, bits, upper: false) : value.ToString(CultureInfo.InvariantCulture));
    }

    private static BigInteger Truncate(BinaryFloat value) =>
        value.Mantissa.Sign < 0 ? -new BinaryFloat(-value.Mantissa, value.Exponent).Floor() : value.Floor();

    private static RegoNumber IndexOf(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (text, part) = (Text(arguments[0]), Text(arguments[1]));
        if (part.Length == 0)
        {
            throw BuiltinFault.Of("empty search character");
        }

        var at = text.IndexOf(part, StringComparison.Ordinal);
        return RegoNumber.Of(at < 0 ? -1 : CodePoints.Count(text[..at]));
    }

    private static RegoArray IndexOfAll(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (text, part) = (Text(arguments[0]), Text(arguments[1]));
        if (part.Length == 0)
        {
            throw BuiltinFault.Of("empty search character");
        }

        var places = new List<RegoValue>();
        var (unit, codePoint) = (0, 0);
        while (unit <= text.Length - part.Length)
        {
            if (string.CompareOrdinal(text, unit, part, 0, part.Length) == 0)
            {
                context.Charge(1);
                places.Add(RegoNumber.Of(codePoint));
            }

            unit += CodePoints.StepAt(text, unit);
            codePoint++;
        }

        return RegoArray.Of([.. places]);
    }

    private static RegoArray Split(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (text, separator) = (Text(arguments[0]), Text(arguments[1]));
        context.Charge(1 + (text.Length / Math.Max(1, separator.Length)));
        var parts = separator.Length > 0 ? text.Split(separator) : text.EnumerateRunes().Select(r => r.ToString());
        return RegoArray.Of([.. parts.Select(RegoString.Of)]);
    }

    private static RegoString Substring(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var text = Text(arguments[0]);
        var offset = ArithmeticBuiltins.Whole(arguments, 1);
        var length = ArithmeticBuiltins.Whole(arguments, 2);
        if (offset.Sign < 0)
        {
            throw BuiltinFault.Of("negative offset");
        }

        if (offset >= text.Length)
        {
            return RegoString.Empty;
        }

        var start = CodePoints.UnitIndex(text, (long)offset);
        var end = length.Sign < 0 || length >= text.Length ? text.Length : start + CodePoints.UnitIndex(text[start..], (long)length);
        return RegoString.Of(text[start..end]);
    }

    private static RegoString Reverse(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var text = new StringBuilder();
        foreach (var rune in Text(arguments[0]).EnumerateRunes().Reverse())
        {
            text.Append(rune.ToString());
        }

        return RegoString.Of(text.ToString());
    }

    private static int CountOf(string text, string part)
    {
        if (part.Length == 0)
        {
            return CodePoints.Count(text) + 1;
        }

        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }

    private static RegoBoolean AnyMatch(BuiltinContext context, ReadOnlySpan<RegoValue> arguments, Func<string, string, bool> matches)
    {
        var texts = arguments[0] is RegoString text ? [text.Text] : Texts(arguments[0], 1).ToArray();
        var parts = arguments[1] is RegoString part ? [part.Text] : Texts(arguments[1], 2).ToArray();
        context.Work((long)texts.Length * parts.Length / 8);
        return RegoBoolean.Of(texts.Any(t => parts.Any(p => matches(t, p))));
    }
}
