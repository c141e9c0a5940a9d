using System.Buffers;
using System.Text;

namespace AgentBus.Domain.Inspection;

/// <summary>What one place of a text stands for: escapes of JSON strings are opened at any depth, characters without width go, and look-alikes become the ASCII characters that readers take them for.</summary>
internal static class Folding
{
    /// <summary>The longest replacement in bytes.</summary>
    public const int Longest = 4;

    private const int LongestEscape = 12;
    private const int LookAhead = 8;

    // A row of look-alikes, and below it what they look like.
    private const string Alike = "\u0430\u0435\u043E\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u0410\u0412\u0415\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0425\u0406\u0408\u0405\u03BF\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7";
    private const string Ascii = "aeopcyxijsdABEKMHOPCTXIJSoABEZHIKMNOPTYX";

    private static readonly SearchValues<byte> Separators = SearchValues.Create(" ,.;:!?\n\r\t()\"'"u8);
    private static readonly SearchValues<byte> ForeignProse = SearchValues.Create([.. Enumerable.Range(0x80, 0x40).Concat([0xCE, 0xCF, 0xD0, 0xD1]).Select(static b => (byte)b), .. " ,.;:!?\n\r\t()\"'"u8]);

    /// <summary>Bytes with which something to fold can begin.</summary>
    public static readonly SearchValues<byte> Starts = SearchValues.Create([(byte)'\\', 0xC2, 0xCD, 0xCE, 0xCF, 0xD0, 0xD1, 0xD4, 0xD9, 0xDB, 0xE0, 0xE1, 0xE2, 0xE3, 0xEF, 0xF0]);

    /// <summary>The end of the Greek or Cyrillic words that start here, as far as no ASCII letter touches one, so that nothing in them is a look-alike; 0 if the first is touched.</summary>
    public static int EndOfForeignWords(ReadOnlySpan<byte> text, int at)
    {
        if (text[at] is not (>= 0xCE and <= 0xD1) || (at > 0 && (text[at - 1] >= 0x80 || Bytes.IsAlphanumeric(text[at - 1]))))
        {
            return 0;
        }

        var end = Bytes.EndOf(text, at, ForeignProse);
        return end < text.Length && (text[end] >= 0x80 || Bytes.IsAlphanumeric(text[end]))
            ? text[at..end].LastIndexOfAny(Separators) is >= 0 and var last ? at + last + 1 : 0
            : end;
    }

    /// <summary>Folds what starts here: how many bytes it takes, and how many stand for it in <paramref name="into"/>; false if it stays as it is.</summary>
    public static bool TryFold(ReadOnlySpan<byte> text, int at, Span<byte> into, out int taken, out int written)
    {
        written = 0;
        if (text[at] == '\\')
        {
            return Escape(text, at, into, out taken, out written);
        }

        if (Rune.DecodeFromUtf8(text[at..], out var rune, out taken) != OperationStatus.Done)
        {
            return false;
        }

        var folded = Fold(rune.Value);
        if (folded == rune.Value && Alike.IndexOf((char)rune.Value, StringComparison.Ordinal) is >= 0 and var index && rune.IsBmp && IsAmongAscii(text, at, at + taken))
        {
            folded = Ascii[index];
        }

        if (folded == rune.Value)
        {
            return false;
        }

        written = folded < 0 ? 0 : new Rune(folded).EncodeToUtf8(into);
        return true;
    }

    /// <summary>The code point that one stands for; -1 for nothing.</summary>
    private static int Fold(int c) => c switch
    {
        0x00AD or 0x034F or 0x061C or 0x180E or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0xFEFF => -1,
        0x00A0 or (>= 0x2000 and <= 0x200A) or 0x202F or 0x205F or 0x3000 => ' ',
        (>= 0x2010 and <= 0x2015) or 0x2212 => '-',
        >= 0xFF01 and <= 0xFF5E => c - 0xFEE0,
        >= 0x0660 and <= 0x0669 => c - 0x0660 + '0',
        >= 0x06F0 and <= 0x06F9 => c - 0x06F0 + '0',
        >= 0x0966 and <= 0x096F => c - 0x0966 + '0',
        >= 0x1D7CE and <= 0x1D7FF => ((c - 0x1D7CE) % 10) + '0',
        >= 0x1D400 and <= 0x1D6A3 => (c - 0x1D400) % 52 is var letter && letter < 26 ? letter + 'A' : letter - 26 + 'a',
        _ => c,
    };

    private static bool Escape(ReadOnlySpan<byte> text, int at, Span<byte> into, out int taken, out int written)
    {
        var sign = at;
        while (sign < text.Length && sign - at < LongestEscape && text[sign] == '\\')
        {
            sign++;
        }

        (taken, written) = (sign - at, 0);
        switch (sign < text.Length ? text[sign] : 0)
        {
            case 'n' or 'r' or 't':
                (taken, written, into[0]) = (taken + 1, 1, (byte)'\n');
                return true;
            case '"' or '/':
                (taken, written, into[0]) = (taken + 1, 1, text[sign]);
                return true;
            case 'u' when TryHex(text, sign + 1, out var c):
                taken += 5;
                c = Fold(c);
                written = c < 0 ? 0 : Rune.TryCreate(c, out var rune) ? rune.EncodeToUtf8(into) : Rune.ReplacementChar.EncodeToUtf8(into);
                return true;
            default:
                return false;
        }
    }

    private static bool TryHex(ReadOnlySpan<byte> text, int at, out int value)
    {
        value = 0;
        for (var i = at; i < at + 4; i++)
        {
            if (i >= text.Length || !Bytes.IsHex(text[i]))
            {
                return false;
            }

            value = (value << 4) | (Bytes.IsDigit(text[i]) ? text[i] - '0' : (text[i] | 0x20) - 'a' + 10);
        }

        return true;
    }

    /// <summary>Whether letters of ASCII stand in the same word: in a word of its own script a letter is what it is.</summary>
    private static bool IsAmongAscii(ReadOnlySpan<byte> text, int start, int end)
    {
        var at = start - 1;
        for (var steps = 0; at >= 0 && text[at] >= 0x80 && steps < 2 * LookAhead; steps++)
        {
            at--;
        }

        if (at >= 0 && Bytes.IsAlphanumeric(text[at]))
        {
            return true;
        }

        for (var steps = 0; end < text.Length && text[end] >= 0x80 && steps < 2 * LookAhead; steps++)
        {
            end++;
        }

        return end < text.Length && Bytes.IsAlphanumeric(text[end]);
    }

}
