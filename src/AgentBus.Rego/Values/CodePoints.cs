using System.Text;

namespace AgentBus.Rego.Values;

/// <summary>Rego counts and indexes strings by code point, .NET by UTF-16 unit.</summary>
internal static class CodePoints
{
    public static int Count(string text)
    {
        var count = text.Length;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && char.IsLowSurrogate(text[i + 1]))
            {
                count--;
                i++;
            }
        }

        return count;
    }

    /// <summary>The UTF-16 index of a code point index, or the length of the text if it lies beyond the end.</summary>
    public static int UnitIndex(string text, long codePoint)
    {
        var unit = 0;
        for (long i = 0; i < codePoint && unit < text.Length; i++)
        {
            unit += StepAt(text, unit);
        }

        return unit;
    }

    public static int StepAt(string text, int unit) =>
        unit + 1 < text.Length && char.IsHighSurrogate(text[unit]) && char.IsLowSurrogate(text[unit + 1]) ? 2 : 1;

    /// <summary>Compares in the order of the UTF-8 bytes, which is the order of code points.</summary>
    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            var l = left[i];
            var r = right[i];
            if (l != r)
            {
                var ls = char.IsSurrogate(l);
                var rs = char.IsSurrogate(r);
                return ls == rs ? l - r : ls ? 1 : -1;
            }
        }

        return left.Length - right.Length;
    }

    /// <summary>Decodes UTF-8 with one replacement character for each byte that is not part of a valid sequence.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var valid = Rune.DecodeFromUtf8(bytes, out var rune, out var used) == System.Buffers.OperationStatus.Done;
            text.Append(valid ? rune.ToString() : "\uFFFD");
            bytes = bytes[(valid ? used : 1)..];
        }

        return text.ToString();
    }
}
