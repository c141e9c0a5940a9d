using System.Numerics;
using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>Amounts with units.</summary>
internal static class UnitBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "units.parse", [Kinds.String], Number, (_, a) => Parse(StringBuiltins.Text(a[0])) },
        { "units.parse_bytes", [Kinds.String], Number, (_, a) => ParseBytes(StringBuiltins.Text(a[0])) },
    };

    private static RegoNumber Parse(string text)
    {
        var (amount, unit) = Split(text, string.Empty);

        // Only here do m and M differ: milli and mega.
        var (numerator, denominator) = unit == "m" ? (BigInteger.One, new BigInteger(1000)) : (Factor(unit.ToUpperInvariant(), string.Empty), BigInteger.One);
        return Scale(amount, numerator, denominator, "could not parse amount to a number");
    }

    private static RegoNumber ParseBytes(string text)
    {
        var (amount, unit) = Split(text, "byte ");
        var scaled = Scale(amount, Factor(unit.ToUpperInvariant(), "B"), BigInteger.One, "could not parse byte amount to a number");
        return scaled.IsInteger ? scaled : RegoNumber.Of(scaled.ToFloat().Floor());
    }

    private static (string Amount, string Unit) Split(string text, string kind)
    {
        text = text.Replace("\"", string.Empty, StringComparison.Ordinal);
        if (text.Contains(' ', StringComparison.Ordinal))
        {
            throw BuiltinFault.Of("spaces not allowed in resource strings");
        }

        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '+' or '-' || IsExponent(text, end)))
        {
            end++;
        }

        return end == 0 ? throw BuiltinFault.Of($"no {kind}amount provided") : (text[..end], text[end..]);
    }

    /// <summary>An e with digits behind it belongs to the number; alone it is the unit exa.</summary>
    private static bool IsExponent(string text, int at) =>
        text[at] is 'e' or 'E' && at + 1 < text.Length
        && (char.IsAsciiDigit(text[at + 1]) || (text[at + 1] is '+' or '-' && at + 2 < text.Length && char.IsAsciiDigit(text[at + 2])));

    private static BigInteger Factor(string unit, string suffix)
    {
        var plain = suffix.Length > 0 && unit.EndsWith(suffix, StringComparison.Ordinal) ? unit[..^suffix.Length] : unit;
        if (plain.Length == 0)
        {
            return BigInteger.One;
        }

        var power = "KMGTPE".IndexOf(plain[0], StringComparison.Ordinal) + 1;
        if (power > 0 && plain.Length == 1)
        {
            return BigInteger.Pow(1000, power);
        }

        return power > 0 && plain.Length == 2 && plain[1] == 'I'
            ? BigInteger.Pow(1024, power)
            : throw BuiltinFault.Of($"{(suffix.Length > 0 ? "byte " : string.Empty)}unit {unit} not recognized");
    }

    private static RegoNumber Scale(string amount, BigInteger numerator, BigInteger denominator, string fault)
    {
        var text = amount.StartsWith('.') ? "0" + amount : amount.TrimStart('+');
        if (!NumberLiteral.TryRead(text.TrimEnd('.'), out var digits, out var exponent) || Math.Abs(exponent) > 1000)
        {
            throw BuiltinFault.Of(fault);
        }

        numerator *= digits;
        if (exponent >= 0)
        {
            numerator *= BigInteger.Pow(10, exponent);
        }
        else
        {
            denominator *= BigInteger.Pow(10, -exponent);
        }

        var quotient = BigInteger.DivRem(numerator, denominator, out var remainder);
        return remainder.IsZero ? RegoNumber.Of(quotient) : RegoNumber.Of(BinaryFloat.Quotient(numerator, denominator));
    }
}
