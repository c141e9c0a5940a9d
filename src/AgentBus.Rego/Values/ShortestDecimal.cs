using System.Globalization;
using System.Numerics;

namespace AgentBus.Rego.Values;

/// <summary>Writes a float with the fewest digits that read back as the same float.</summary>
internal static class ShortestDecimal
{
    private const int MaxDigits = 21;

    public static string Write(BinaryFloat value)
    {
        if (value.IsZero)
        {
            return "0";
        }

        if (value.IsInteger)
        {
            return value.ToInteger().ToString(CultureInfo.InvariantCulture);
        }

        var numerator = BigInteger.Abs(value.Mantissa);
        var denominator = BigInteger.One << -value.Exponent;
        var magnitude = (int)Math.Floor(BigInteger.Log10(numerator) - BigInteger.Log10(denominator));
        for (var digits = 1; ; digits++)
        {
            var scale = digits - 1 - magnitude;
            var rounded = RoundedQuotient(
                scale >= 0 ? numerator * BigInteger.Pow(10, scale) : numerator,
                scale >= 0 ? denominator : denominator * BigInteger.Pow(10, -scale));
            if (digits == MaxDigits || BinaryFloat.FromDecimal(rounded, -scale) == new BinaryFloat(numerator, value.Exponent))
            {
                return Format(rounded.ToString(CultureInfo.InvariantCulture), -scale, value.Mantissa.Sign < 0);
            }
        }
    }

    private static BigInteger RoundedQuotient(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var remainder);
        return (remainder << 1) >= denominator ? quotient + 1 : quotient;
    }

    private static string Format(string digits, int exponent, bool negative)
    {
        var trimmed = digits.TrimEnd('0');
        exponent += digits.Length - trimmed.Length;
        var point = trimmed.Length + exponent;
        var sign = negative ? "-" : string.Empty;
        if (point is < -3 or > 21)
        {
            var fraction = trimmed.Length > 1 ? "." + trimmed[1..] : string.Empty;
            var power = point - 1;
            return $"{sign}{trimmed[0]}{fraction}e{(power < 0 ? '-' : '+')}{Math.Abs(power):00}";
        }

        if (point <= 0)
        {
            return sign + "0." + new string('0', -point) + trimmed;
        }

        return point >= trimmed.Length
            ? sign + trimmed + new string('0', point - trimmed.Length)
            : sign + trimmed[..point] + "." + trimmed[point..];
    }
}
