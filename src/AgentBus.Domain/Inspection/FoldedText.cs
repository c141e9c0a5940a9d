using System.Buffers;

namespace AgentBus.Domain.Inspection;

/// <summary>A text as readers see it, with the place of each of its bytes in the text as it is written. Buffers are pooled and cleared: they hold secrets.</summary>
internal readonly struct FoldedText : IDisposable
{
    private readonly byte[] _bytes;
    private readonly int[] _starts;
    private readonly int[] _ends;
    private readonly int _length;

    private FoldedText(ReadOnlySpan<byte> text, int first)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(text.Length + Folding.Longest);
        _starts = ArrayPool<int>.Shared.Rent(text.Length + Folding.Longest);
        _ends = ArrayPool<int>.Shared.Rent(text.Length + Folding.Longest);
        for (var at = 0; at < text.Length;)
        {
            var taken = 1;
            var written = 1;
            if (at >= first && Folding.Starts.Contains(text[at]))
            {
                if (!Folding.TryFold(text, at, _bytes.AsSpan(_length), out taken, out written))
                {
                    taken = Math.Max(1, taken);
                    text.Slice(at, taken).CopyTo(_bytes.AsSpan(_length));
                    for (var i = 0; i < taken; i++)
                    {
                        (_starts[_length + i], _ends[_length + i]) = (at + i, at + i + 1);
                    }

                    _length += taken;
                    at += taken;
                    continue;
                }
            }
            else
            {
                _bytes[_length] = text[at];
            }

            for (var i = 0; i < written; i++)
            {
                (_starts[_length + i], _ends[_length + i]) = (at, at + taken);
            }

            _length += written;
            at += taken;
        }
    }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>The folded text, or nothing where it is the same.</summary>
    public static FoldedText? Of(ReadOnlySpan<byte> text)
    {
        Span<byte> scratch = stackalloc byte[Folding.Longest];
        for (var at = 0; at < text.Length;)
        {
            var step = text[at..].IndexOfAny(Folding.Starts);
            if (step < 0)
            {
                return null;
            }

            at += step;
            if (Folding.EndOfForeignWords(text, at) is > 0 and var wordEnd)
            {
                at = wordEnd;
                continue;
            }

            if (Folding.TryFold(text, at, scratch, out var taken, out _))
            {
                return new FoldedText(text, at);
            }

            at += Math.Max(1, taken);
        }

        return null;
    }

    /// <summary>Makes matches places of the written text.</summary>
    public void Place(List<Match>? matches)
    {
        for (var i = 0; i < matches?.Count; i++)
        {
            matches[i] = matches[i] with { Start = _starts[matches[i].Start], End = _ends[matches[i].End - 1] };
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        ArrayPool<int>.Shared.Return(_starts);
        ArrayPool<int>.Shared.Return(_ends);
    }
}
