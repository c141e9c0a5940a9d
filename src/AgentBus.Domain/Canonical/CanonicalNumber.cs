using System.Buffers;
using System.Buffers.Text;

namespace AgentBus.Domain.Canonical;

/// <summary>
/// Numbers as ECMAScript writes them (RFC 8785 section 3.2.2.3; ECMA-262 Number::toString): the shortest digits that read back as the same
/// double. The digits are those of .NET, which are the shortest too; the layout differs.
/// </summary>
internal static class CanonicalNumber
{
    // The longest: sign, 17 digits, point, five zeros; or 21 digits and the sign.
    private const int MaxLength = 32;

    // Above it, not every integer is a double.
    private const double LargestSafeInteger = 9_007_199_254_740_991;

    // ECMAScript's limits of plain notation.
    private const int MaxPlainExponent = 21;
    private const int MinPlainExponent = -6;

    /// <summary>Writes a finite number.</summary>
    public static void Write(IBufferWriter<byte> output, double value)
    {
        var text = output.GetSpan(MaxLength);
        if (Math.Abs(value) <= LargestSafeInteger && Math.Floor(value) == value)
        {
            // Minus zero becomes 0 on the way.
            Utf8Formatter.TryFormat((long)value, text, out var written);
            output.Advance(written);
            return;
        }

        Span<byte> shortest = stackalloc byte[MaxLength];
        value.TryFormat(shortest, out var length);
        Span<byte> digits = stackalloc byte[MaxLength];
        var (count, exponent) = Digits(shortest[..length], digits);
        output.Advance(Layout(text, value < 0, digits[..count], exponent));
    }

    /// <summary>The significant digits, and n, where the value is 0.digits times ten to the n.</summary>
    private static (int Count, int Exponent) Digits(ReadOnlySpan<byte> text, Span<byte> digits)
    {
        var (count, exponent, seenPoint) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case (byte)'-':
                    break;
                case (byte)'.':
                    seenPoint = true;
                    break;
                case (byte)'E':
                    exponent += int.Parse(text[(i + 1)..]);
                    i = text.Length;
                    break;
                case (byte)'0' when count == 0:
                    exponent -= seenPoint ? 1 : 0;
                    break;
                default:
                    digits[count++] = text[i];
                    exponent += seenPoint ? 0 : 1;
                    break;
            }
        }

        while (digits[count - 1] == (byte)'0')
        {
            count--;
        }

        return (count, exponent);
    }

    private static int Layout(Span<byte> text, bool isNegative, ReadOnlySpan<byte> digits, int n)
    {
        var at = 0;
        if (isNegative)
        {
            text[at++] = (byte)'-';
        }

        if (n is > MaxPlainExponent or <= MinPlainExponent)
        {
            text[at++] = digits[0];
            if (digits.Length > 1)
            {
                text[at++] = (byte)'.';
                at += Copy(digits[1..], text[at..]);
            }

            text[at++] = (byte)'e';
            if (n > 0)
            {
                text[at++] = (byte)'+';
            }

            Utf8Formatter.TryFormat(n - 1, text[at..], out var written);
            return at + written;
        }

        if (n <= 0)
        {
            text[at++] = (byte)'0';
            text[at++] = (byte)'.';
            text.Slice(at, -n).Fill((byte)'0');
            at -= n;
            return at + Copy(digits, text[at..]);
        }

        if (digits.Length <= n)
        {
            at += Copy(digits, text[at..]);
            text.Slice(at, n - digits.Length).Fill((byte)'0');
            return at + n - digits.Length;
        }

        at += Copy(digits[..n], text[at..]);
        text[at++] = (byte)'.';
        return at + Copy(digits[n..], text[at..]);
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        return from.Length;
    }
}
