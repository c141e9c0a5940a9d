using System.Runtime.CompilerServices;

namespace AgentBus.Domain.Inspection;

/// <summary>Groups of digits with single signs between them, as people write numbers: 555-123-4567, 4111 1111 1111 1111, 192.0.2.1.</summary>
internal ref struct NumberGroups(ReadOnlySpan<byte> text)
{
    public const int Most = 12;
    private const int MostDigits = 32;

    public readonly ReadOnlySpan<byte> Text = text;
    private Row<int> _starts;
    private Row<int> _ends;
    private Row<byte> _signs;

    public int Count { get; private set; }

    public readonly int Start(int group) => _starts[group];

    public readonly int End(int group) => _ends[group];

    public readonly int Length(int group) => _ends[group] - _starts[group];

    /// <summary>The sign before a group: a bracket counts for what stands with it; 0 before the first.</summary>
    public readonly byte Sign(int group) => group < Count ? _signs[group] : (byte)0;

    public readonly int DigitsIn(int from, int to)
    {
        var digits = 0;
        for (var i = from; i <= to; i++)
        {
            digits += Length(i);
        }

        return digits;
    }

    /// <summary>The digits of some groups, one after the other.</summary>
    public readonly int CopyDigits(int from, int to, Span<byte> into)
    {
        var length = 0;
        for (var i = from; i <= to; i++)
        {
            foreach (var b in Text[_starts[i].._ends[i]])
            {
                if (length < into.Length)
                {
                    into[length++] = (byte)(b - '0');
                }
            }
        }

        return length;
    }

    /// <summary>Whether it may stand between groups of one number.</summary>
    public static bool IsSign(byte b) => b is (byte)' ' or (byte)'-' or (byte)'.' or (byte)'/' or (byte)'(' or (byte)')';

    /// <summary>Reads from a digit on; where it stopped.</summary>
    public int Read(int at)
    {
        var digits = 0;
        byte sign = 0;
        while (true)
        {
            var end = at;
            while (end < Text.Length && Bytes.IsDigit(Text[end]))
            {
                end++;
            }

            var isPartOfWord = end < Text.Length && (Bytes.IsLetter(Text[end]) || Text[end] == '_') && !IsExtension(end);
            if (!isPartOfWord)
            {
                (_starts[Count], _ends[Count], _signs[Count]) = (at, end, sign);
                Count++;
                digits += end - at;
            }

            var next = isPartOfWord || Count == Most || digits > MostDigits ? -1 : AfterSign(end, out sign);
            if (next < 0)
            {
                return end;
            }

            at = next;
        }
    }

    /// <summary>Where an extension that follows here ends: x123, ext. 123.</summary>
    public readonly int ExtensionEnd(int end)
    {
        if (!IsExtension(end))
        {
            return end;
        }

        var at = end + 1;
        while (at < Text.Length && Bytes.IsDigit(Text[at]))
        {
            at++;
        }

        return at;
    }

    private readonly bool IsExtension(int at) => at + 1 < Text.Length && (Text[at] | 0x20) == 'x' && Bytes.IsDigit(Text[at + 1]);

    private readonly int AfterSign(int end, out byte sign)
    {
        sign = 0;
        var at = end;
        while (at < Text.Length && at - end < 3 && IsSign(Text[at]))
        {
            var b = Text[at];
            var isBracket = b is (byte)'(' or (byte)')';
            if (!isBracket && sign is not (0 or (byte)')' or (byte)'('))
            {
                return -1;
            }

            sign = sign == 0 || isBracket ? b : sign;
            at++;
        }

        return at > end && at < Text.Length && Bytes.IsDigit(Text[at]) ? at : -1;
    }

    [InlineArray(Most)]
    private struct Row<T>
    {
        private T _first;
    }
}
