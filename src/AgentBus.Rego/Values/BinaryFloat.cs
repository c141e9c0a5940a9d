using System.Globalization;
using System.Numerics;

namespace AgentBus.Rego.Values;

/// <summary>
/// A binary floating-point number with a mantissa of 64 bits and an unbounded exponent: the arithmetic of OPA's numbers that are not integers.
/// The value is Mantissa * 2^Exponent; the mantissa is odd or zero, so that equal values have equal parts.
/// </summary>
internal readonly record struct BinaryFloat(BigInteger Mantissa, int Exponent) : IComparable<BinaryFloat>
{
    private const int Precision = 64;

    public bool IsInteger => Exponent >= 0;

    public bool IsZero => Mantissa.IsZero;

    public static BinaryFloat FromInteger(BigInteger value) => Round(value, 0);

    /// <summary>digits * 10^exponent, rounded half to even.</summary>
    public static BinaryFloat FromDecimal(BigInteger digits, int exponent) =>
        exponent >= 0 ? Round(digits * BigInteger.Pow(10, exponent), 0) : Quotient(digits, BigInteger.Pow(10, -exponent));

    public static BinaryFloat operator +(BinaryFloat left, BinaryFloat right)
    {
        var exponent = Math.Min(left.Exponent, right.Exponent);
        return Round((left.Mantissa << (left.Exponent - exponent)) + (right.Mantissa << (right.Exponent - exponent)), exponent);
    }

    public static BinaryFloat operator -(BinaryFloat left, BinaryFloat right) => left + new BinaryFloat(-right.Mantissa, right.Exponent);

    public static BinaryFloat operator *(BinaryFloat left, BinaryFloat right) =>
        Round(left.Mantissa * right.Mantissa, left.Exponent + right.Exponent);

    public static BinaryFloat operator /(BinaryFloat left, BinaryFloat right)
    {
        var shift = left.Exponent - right.Exponent;
        return shift >= 0 ? Quotient(left.Mantissa << shift, right.Mantissa) : Quotient(left.Mantissa, right.Mantissa << -shift);
    }

    public int CompareTo(BinaryFloat other)
    {
        if (Mantissa.Sign != other.Mantissa.Sign)
        {
            return Mantissa.Sign - other.Mantissa.Sign;
        }

        var exponent = Math.Min(Exponent, other.Exponent);
        return (Mantissa << (Exponent - exponent)).CompareTo(other.Mantissa << (other.Exponent - exponent));
    }

    public BigInteger ToInteger() => Exponent >= 0 ? Mantissa << Exponent : throw new InvalidOperationException("not an integer");

    /// <summary>The nearest integer below or at the value.</summary>
    public BigInteger Floor() => Exponent >= 0 ? ToInteger() : Mantissa >> -Exponent;

    public double ToDouble() => double.Parse(ToText(), CultureInfo.InvariantCulture);

    /// <summary>The shortest decimal that reads back as this value.</summary>
    public string ToText() => ShortestDecimal.Write(this);

    public static BinaryFloat Quotient(BigInteger numerator, BigInteger denominator)
    {
        if (numerator.IsZero)
        {
            return default;
        }

        var bits = (int)(BigInteger.Abs(numerator).GetBitLength() - BigInteger.Abs(denominator).GetBitLength());
        var shift = Math.Max(0, Precision + 2 - bits);
        var quotient = BigInteger.DivRem(numerator << shift, denominator, out var remainder);

        // A sticky bit keeps the later rounding exact.
        quotient <<= 1;
        if (!remainder.IsZero)
        {
            quotient += (numerator.Sign * denominator.Sign) < 0 ? BigInteger.MinusOne : BigInteger.One;
        }

        return Round(quotient, -shift - 1);
    }

    private static BinaryFloat Round(BigInteger mantissa, int exponent)
    {
        if (mantissa.IsZero)
        {
            return default;
        }

        var magnitude = BigInteger.Abs(mantissa);
        var excess = (int)magnitude.GetBitLength() - Precision;
        if (excess > 0)
        {
            var kept = magnitude >> excess;
            var rest = magnitude - (kept << excess);
            var order = rest.CompareTo(BigInteger.One << (excess - 1));
            if (order > 0 || (order == 0 && !kept.IsEven))
            {
                kept += 1;
            }

            magnitude = kept;
            exponent += excess;
        }

        while (magnitude.IsEven)
        {
            magnitude >>= 1;
            exponent++;
        }

        return new BinaryFloat(mantissa.Sign < 0 ? -magnitude : magnitude, exponent);
    }
}
