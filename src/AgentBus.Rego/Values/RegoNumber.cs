using System.Globalization;
using System.Numerics;

namespace AgentBus.Rego.Values;

/// <summary>A number: an exact integer, or a float of 64 bits precision. A literal keeps the text it was written with.</summary>
internal sealed class RegoNumber : RegoValue
{
    private const int MaxExponent = 5000;
    private const int MaxLiteral = 20_000;
    private static readonly RegoNumber[] Small = [.. Enumerable.Range(-128, 1152).Select(n => new RegoNumber(n, default, default, Form.Small, null))];

    private readonly long _small;
    private readonly BigInteger _big;
    private readonly BinaryFloat _float;
    private readonly Form _form;
    private readonly string? _text;

    private RegoNumber(long small, BigInteger big, BinaryFloat real, Form form, string? text)
    {
        (_small, _big, _float, _form, _text) = (small, big, real, form, text);
    }

    private enum Form
    {
        Small,
        Big,
        Float,
    }

    public override RegoKind Kind => RegoKind.Number;

    public bool IsInteger => _form != Form.Float;

    public bool IsNegative => _form switch { Form.Small => _small < 0, Form.Big => _big.Sign < 0, _ => _float.Mantissa.Sign < 0 };

    public static new RegoNumber Of(long value) =>
        value is >= -128 and < 1024 ? Small[value + 128] : new RegoNumber(value, default, default, Form.Small, null);

    public static new RegoNumber Of(BigInteger value) => Integer(value, null);

    public static new RegoNumber Of(double value) =>
        TryParse(value.ToString("R", CultureInfo.InvariantCulture)) ?? throw new ArgumentException("not a finite number", nameof(value));

    public static RegoNumber Of(BinaryFloat value) =>
        value.IsInteger ? Of(value.ToInteger()) : new RegoNumber(0, default, value, Form.Float, null);

    /// <summary>Reads a JSON number; null if the text is none or its exponent is out of range.</summary>
    public static RegoNumber? TryParse(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small) && text[0] != '+')
        {
            return Of(small);
        }

        if (text.Length > MaxLiteral || !NumberLiteral.TryRead(text, out var digits, out var exponent) || Math.Abs((long)exponent) > MaxExponent)
        {
            return null;
        }

        if (exponent == 0 && !text.AsSpan().ContainsAny(".eE"))
        {
            return Integer(digits, null);
        }

        if (exponent >= 0)
        {
            return Integer(digits * BigInteger.Pow(10, exponent), text);
        }

        var divided = BigInteger.DivRem(digits, BigInteger.Pow(10, -exponent), out var remainder);
        return remainder.IsZero
            ? Integer(divided, text)
            : new RegoNumber(0, default, BinaryFloat.FromDecimal(digits, exponent), Form.Float, text);
    }

    public bool TryGetInt64(out long value)
    {
        value = _small;
        return _form == Form.Small;
    }

    public bool TryGetInt32(out int value)
    {
        value = unchecked((int)_small);
        return _form == Form.Small && value == _small;
    }

    public BigInteger ToBigInteger() => _form switch { Form.Small => _small, Form.Big => _big, _ => throw new InvalidOperationException("not an integer") };

    public BinaryFloat ToFloat() => _form == Form.Float ? _float : BinaryFloat.FromInteger(ToBigInteger());

    public double ToDouble() => _form == Form.Small ? _small : double.Parse(Text(), CultureInfo.InvariantCulture);

    /// <summary>The text as written in the source, or the canonical text of a computed number.</summary>
    public string Text() => _text ?? _form switch
    {
        Form.Small => _small.ToString(CultureInfo.InvariantCulture),
        Form.Big => _big.ToString(CultureInfo.InvariantCulture),
        _ => _float.ToText(),
    };

    public int CompareNumber(RegoNumber other)
    {
        if (_form == Form.Small && other._form == Form.Small)
        {
            return _small.CompareTo(other._small);
        }

        return IsInteger && other.IsInteger ? ToBigInteger().CompareTo(other.ToBigInteger()) : ToFloat().CompareTo(other.ToFloat());
    }

    private protected override bool SameContent(RegoValue other)
    {
        var that = (RegoNumber)other;
        return _form == that._form && _form switch
        {
            Form.Small => _small == that._small,
            Form.Big => _big == that._big,
            _ => _float == that._float,
        };
    }

    private protected override int ContentHash() => _form switch
    {
        Form.Small => _small.GetHashCode(),
        Form.Big => _big.GetHashCode(),
        _ => _float.GetHashCode(),
    };

    private static RegoNumber Integer(BigInteger value, string? text)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            return text is null ? Of((long)value) : new RegoNumber((long)value, default, default, Form.Small, text);
        }

        return new RegoNumber(0, value, default, Form.Big, text);
    }
}
