using System.Buffers;

namespace AgentBus.Domain.Inspection;

/// <summary>Classes of bytes that detectors agree on.</summary>
internal static class Bytes
{
    public static readonly SearchValues<byte> Word = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8);

    public static readonly SearchValues<byte> Encoded = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+/="u8);

    /// <summary>Those of words, and all that are not ASCII: names of values may be in any script.</summary>
    public static readonly SearchValues<byte> Name = SearchValues.Create([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8, .. Enumerable.Range(0x80, 0x80).Select(static b => (byte)b)]);

    public static bool IsDigit(byte b) => (uint)(b - '0') <= 9;

    public static bool IsLetter(byte b) => (uint)((b | 0x20) - 'a') <= 25;

    public static bool IsUpper(byte b) => (uint)(b - 'A') <= 25;

    public static bool IsAlphanumeric(byte b) => IsDigit(b) || IsLetter(b);

    public static bool IsHex(byte b) => IsDigit(b) || (uint)((b | 0x20) - 'a') <= 5;

    public static bool IsWord(byte b) => IsAlphanumeric(b) || b is (byte)'_' or (byte)'-';

    public static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    public static bool IsQuote(byte b) => b is (byte)'"' or (byte)'\'' or (byte)'`';

    /// <summary>Where the run that starts here ends.</summary>
    public static int EndOf(ReadOnlySpan<byte> text, int start, SearchValues<byte> members)
    {
        var step = text[start..].IndexOfAnyExcept(members);
        return step < 0 ? text.Length : start + step;
    }
}
