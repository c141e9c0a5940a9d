using System.Buffers;

namespace AgentBus.Domain.Inspection;

/// <summary>Whether a value looks drawn at random, or is a placeholder, a name or a word. Reads at most 512 bytes.</summary>
internal static class Randomness
{
    private const int Enough = 512;

    private static readonly SearchValues<byte> Markers = SearchValues.Create("<>{}()[]$%*|"u8);

    /// <summary>Shannon's entropy in bits a byte.</summary>
    public static double EntropyOf(ReadOnlySpan<byte> value)
    {
        value = value[..Math.Min(value.Length, Enough)];
        Span<int> counts = stackalloc int[256];
        foreach (var b in value)
        {
            counts[b]++;
        }

        var entropy = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var share = (double)count / value.Length;
                entropy -= share * Math.Log2(share);
            }
        }

        return entropy;
    }

    public static bool HasDigit(ReadOnlySpan<byte> value) => value.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0;

    public static bool HasUpper(ReadOnlySpan<byte> value) => value.IndexOfAnyInRange((byte)'A', (byte)'Z') >= 0;

    public static bool HasLower(ReadOnlySpan<byte> value) => value.IndexOfAnyInRange((byte)'a', (byte)'z') >= 0;

    public static bool HasLetter(ReadOnlySpan<byte> value) => HasUpper(value) || HasLower(value);

    /// <summary>Whether all are hexadecimal digits or dashes.</summary>
    public static bool IsHex(ReadOnlySpan<byte> value)
    {
        foreach (var b in value[..Math.Min(value.Length, Enough)])
        {
            if (!Bytes.IsHex(b) && b != '-')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether it stands for a value: a variable, a call, an ellipsis, crosses, a row of the alphabet.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<byte> value)
    {
        value = value[..Math.Min(value.Length, Enough)];
        return HasTemplate(value) || HasRow(value) || IsNamed(value);
    }

    /// <summary>Whether the value is filled in later: it has brackets, or begins as a variable does.</summary>
    public static bool HasTemplate(ReadOnlySpan<byte> value) =>
        value.IsEmpty || value[0] is (byte)'$' or (byte)'%' or (byte)'<' or (byte)'{' or (byte)'*'
        || value.IndexOf("${"u8) >= 0 || value.IndexOf("$("u8) >= 0 || value.IndexOf("{{"u8) >= 0 || value.IndexOf("***"u8) >= 0 || value.IndexOf("..."u8) >= 0
        || (value[^1] is (byte)')' or (byte)'>' or (byte)'}' && value.IndexOfAny(Markers) >= 0);

    /// <summary>Whether six bytes in a row are the same, or four of them are crosses.</summary>
    public static bool HasRow(ReadOnlySpan<byte> value)
    {
        var same = 1;
        for (var i = 1; i < value.Length; i++)
        {
            same = value[i] == value[i - 1] ? same + 1 : 1;
            if (same >= 6 || (same >= 4 && value[i] is (byte)'x' or (byte)'X' or (byte)'.' && same >= 4))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The last place from which on the value has a row; below 0: it has none.</summary>
    public static int LastRow(ReadOnlySpan<byte> value)
    {
        for (int i = value.Length - 1, same = 1; i > 0; i--)
        {
            same = value[i - 1] == value[i] ? same + 1 : 1;
            if (same >= 6 || (same >= 4 && value[i] is (byte)'x' or (byte)'X' or (byte)'.'))
            {
                return i - 1;
            }
        }

        return -1;
    }

    private static bool IsNamed(ReadOnlySpan<byte> value)
    {
        Span<byte> lower = stackalloc byte[Enough];
        lower = lower[..Words.Lower(value, lower)];
        return lower.IndexOf("example"u8) >= 0 || lower.IndexOf("your"u8) >= 0 || lower.IndexOf("placeholder"u8) >= 0 || lower.IndexOf("redacted"u8) >= 0
            || lower.IndexOf("changeme"u8) >= 0 || lower.IndexOf("insert"u8) >= 0 || lower.IndexOf("abcdefghijklmnop"u8) >= 0 || lower.IndexOf("0123456789"u8) >= 0;
    }
}
