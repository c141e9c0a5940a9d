using System.Buffers;
using System.Text.Unicode;

namespace AgentBus.Domain.Canonical;

/// <summary>
/// Recognises JSON that is in its canonical form, in one pass and without memory. It knows the plain cases only: no escape in a text, names in
/// ASCII, numbers of 15 digits at most. Whatever else it does not recognise; that may be canonical as well.
/// </summary>
public static class CanonicalScan
{
    // So many digits are the same as text and as a double.
    private const int MaxDigits = 15;

    // More places could begin with zeros enough for ECMAScript to write an exponent.
    private const int MaxPlaces = 6;
    private const int MaxDepth = 16;
    private static readonly SearchValues<byte> TextEnds = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(static b => (byte)b), (byte)'"', (byte)'\\']);

    /// <summary>True: it is the canonical form of what it says. False: it may be or not.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> json) => Utf8.IsValid(json) && TrySkip(ref json, MaxDepth) && json.IsEmpty;

    private static bool TrySkip(scoped ref ReadOnlySpan<byte> rest, int depth)
    {
        if (rest.IsEmpty || depth == 0)
        {
            return false;
        }

        switch (rest[0])
        {
            case (byte)'{':
                return TrySkipObject(ref rest, depth);
            case (byte)'[':
                return TrySkipArray(ref rest, depth);
            case (byte)'"':
                return TrySkipText(ref rest, out _);
            case (byte)'t':
                return TrySkipWord(ref rest, "true"u8);
            case (byte)'f':
                return TrySkipWord(ref rest, "false"u8);
            case (byte)'n':
                return TrySkipWord(ref rest, "null"u8);
            default:
                return TrySkipNumber(ref rest);
        }
    }

    private static bool TrySkipObject(scoped ref ReadOnlySpan<byte> rest, int depth)
    {
        rest = rest[1..];
        if (TrySkipWord(ref rest, "}"u8))
        {
            return true;
        }

        ReadOnlySpan<byte> before = default;
        var isFirst = true;
        do
        {
            if (!TrySkipText(ref rest, out var name) || !System.Text.Ascii.IsValid(name) || (!isFirst && before.SequenceCompareTo(name) >= 0))
            {
                return false;
            }

            before = name;
            isFirst = false;
            if (!TrySkipWord(ref rest, ":"u8) || !TrySkip(ref rest, depth - 1))
            {
                return false;
            }
        }
        while (TrySkipWord(ref rest, ","u8));
        return TrySkipWord(ref rest, "}"u8);
    }

    private static bool TrySkipArray(scoped ref ReadOnlySpan<byte> rest, int depth)
    {
        rest = rest[1..];
        if (TrySkipWord(ref rest, "]"u8))
        {
            return true;
        }

        do
        {
            if (!TrySkip(ref rest, depth - 1))
            {
                return false;
            }
        }
        while (TrySkipWord(ref rest, ","u8));
        return TrySkipWord(ref rest, "]"u8);
    }

    private static bool TrySkipText(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (rest.IsEmpty || rest[0] != (byte)'"')
        {
            return false;
        }

        var end = rest[1..].IndexOfAny(TextEnds);
        if (end < 0 || rest[end + 1] != (byte)'"')
        {
            return false;
        }

        text = rest.Slice(1, end);
        rest = rest[(end + 2)..];
        return true;
    }

    private static bool TrySkipNumber(scoped ref ReadOnlySpan<byte> rest)
    {
        var at = rest[0] == (byte)'-' ? 1 : 0;
        var whole = Digits(rest[at..]);
        var isZero = whole == 1 && rest[at] == (byte)'0';
        if (whole == 0 || (whole > 1 && rest[at] == (byte)'0'))
        {
            return false;
        }

        at += whole;
        var places = 0;
        if (at < rest.Length && rest[at] == (byte)'.')
        {
            places = Digits(rest[(at + 1)..]);
            if (places is 0 or > MaxPlaces || rest[at + places] == (byte)'0')
            {
                return false;
            }

            at += places + 1;
        }

        // Minus zero, and exponents, are written in another way.
        if (whole + places > MaxDigits || (isZero && places == 0 && rest[0] == (byte)'-') || (at < rest.Length && rest[at] is (byte)'e' or (byte)'E'))
        {
            return false;
        }

        rest = rest[at..];
        return true;
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }

    private static bool TrySkipWord(scoped ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> word)
    {
        if (!rest.StartsWith(word))
        {
            return false;
        }

        rest = rest[word.Length..];
        return true;
    }
}
