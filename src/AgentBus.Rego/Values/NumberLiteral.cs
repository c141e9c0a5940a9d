using System.Globalization;
using System.Numerics;

namespace AgentBus.Rego.Values;

/// <summary>The grammar of JSON numbers, split into digits and a power of ten.</summary>
internal static class NumberLiteral
{
    public static bool TryRead(string text, out BigInteger digits, out int exponent)
    {
        digits = default;
        exponent = 0;
        var at = 0;
        var negative = at < text.Length && text[at] == '-';
        at += negative ? 1 : 0;
        var wholeStart = at;
        at = SkipDigits(text, at);
        var mantissa = text[wholeStart..at];
        if (mantissa.Length == 0)
        {
            return false;
        }

        if (at < text.Length && text[at] == '.')
        {
            var fractionStart = at + 1;
            at = SkipDigits(text, fractionStart);
            if (at == fractionStart)
            {
                return false;
            }

            mantissa += text[fractionStart..at];
            exponent = fractionStart - at;
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            if (!int.TryParse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power)
                || Math.Abs((long)power) > int.MaxValue / 2)
            {
                return false;
            }

            exponent += power;
            at = text.Length;
        }

        if (at != text.Length)
        {
            return false;
        }

        digits = BigInteger.Parse(mantissa, NumberStyles.None, CultureInfo.InvariantCulture);
        digits = negative ? -digits : digits;
        return true;
    }

    private static int SkipDigits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }
}
