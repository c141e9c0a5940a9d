using System.Globalization;
using System.Numerics;
using System.Text;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>The format verbs of sprintf.</summary>
internal static class GoFormat
{
    private const int MaxWidth = 10_000;

    public static RegoString Write(BuiltinContext context, string format, RegoArray arguments)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] != '%')
            {
                text.Append(format[at]);
                continue;
            }

            var spec = FormatSpec.Read(format, ref at, arguments, ref next);
            if (at >= format.Length)
            {
                text.Append("%!(NOVERB)");
                break;
            }

            if (format[at] == '%')
            {
                text.Append('%');
            }
            else if (next >= arguments.Count)
            {
                text.Append("%!").Append(format[at]).Append("(MISSING)");
            }
            else
            {
                var piece = Verb(format[at], spec, arguments[next++]);
                context.ChargeText(piece.Length);
                text.Append(piece);
            }
        }

        if (next < arguments.Count)
        {
            var extra = Enumerable.Range(next, arguments.Count - next).Select(i => $"{TypeOf(arguments[i])}={Plain(arguments[i])}");
            text.Append("%!(EXTRA ").AppendJoin(", ", extra).Append(')');
        }

        return RegoString.Of(text.ToString());
    }

    private static string Verb(char verb, FormatSpec spec, RegoValue value)
    {
        if (spec.Width > MaxWidth || spec.Precision > MaxWidth)
        {
            return "%!(BADWIDTH)";
        }

        return value is RegoNumber number
            ? number.IsInteger ? Integer(verb, spec, number) : Fraction(verb, spec, number)
            : Literal(verb, spec, value);
    }

    private static string Integer(char verb, FormatSpec spec, RegoNumber number)
    {
        var value = number.ToBigInteger();
        var digits = verb switch
        {
            'd' or 'v' => BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture),
            's' when !number.TryGetInt64(out _) => BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture),
            'x' => Radix.Write(BigInteger.Abs(value), 4, upper: false),
            'X' => Radix.Write(BigInteger.Abs(value), 4, upper: true),
            'o' or 'O' => Radix.Write(BigInteger.Abs(value), 3, upper: false),
            'b' => Radix.Write(BigInteger.Abs(value), 1, upper: false),
            _ => null,
        };
        if (digits is null)
        {
            return verb switch
            {
                'c' when Rune.IsValid((int)BigInteger.Min(value, int.MaxValue)) => spec.Pad(((Rune)(int)value).ToString()),
                'U' => spec.Pad("U+" + Radix.Write(value, 4, upper: true).PadLeft(4, '0')),
                _ => Wrong(verb, number),
            };
        }

        var prefix = spec.Alternate ? verb switch { 'x' => "0x", 'X' => "0X", 'o' => "0", 'b' => "0b", _ => string.Empty } : string.Empty;
        prefix = verb == 'O' ? "0o" : prefix;
        digits = spec.Precision >= 0 ? digits.PadLeft(spec.Precision, '0') : digits;
        return spec.PadNumber(spec.Sign(value.Sign < 0) + prefix, digits);
    }

    private static string Fraction(char verb, FormatSpec spec, RegoNumber number)
    {
        var value = number.ToDouble();
        var digits = verb switch
        {
            'f' or 'F' => Math.Abs(value).ToString("F" + (spec.Precision < 0 ? 6 : spec.Precision), CultureInfo.InvariantCulture),
            'e' or 'E' => FloatText.Exponent(Math.Abs(value), spec.Precision < 0 ? 6 : spec.Precision, verb),
            'g' or 'G' or 'v' => FloatText.General(Math.Abs(value), spec.Precision, verb == 'G'),
            _ => null,
        };
        return digits is null ? Wrong(verb, number) : spec.PadNumber(spec.Sign(value < 0), digits);
    }

    private static string Literal(char verb, FormatSpec spec, RegoValue value)
    {
        var text = Plain(value);
        return verb switch
        {
            's' or 'v' => spec.Pad(spec.Precision >= 0 ? text[..Math.Min(text.Length, CodePoints.UnitIndex(text, spec.Precision))] : text),
            'q' => spec.Pad(RegoString.Of(text).ToString()),
            'x' => spec.Pad(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))),
            'X' => spec.Pad(Convert.ToHexString(Encoding.UTF8.GetBytes(text))),
            _ => Wrong(verb, value),
        };
    }

    private static string Plain(RegoValue value) => value is RegoString text ? text.Text : value.ToString();

    private static string Wrong(char verb, RegoValue value) => $"%!{verb}({TypeOf(value)}={Plain(value)})";

    private static string TypeOf(RegoValue value) => value is not RegoNumber number ? "string"
        : !number.IsInteger ? "float64"
        : number.TryGetInt64(out _) ? "int" : "*big.Int";
}
