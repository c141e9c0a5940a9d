using System.Numerics;
using System.Text;

namespace AgentBus.Grains.Memory;

/// <summary>
/// Bytes in the order of their coming, in one array that is used round and round and grows by doubling. What is kept for a while as
/// objects of its own survives young collections and dies old, and pauses grow with it; the inside of an array costs a collection nothing.
/// Positions grow for ever. Not thread-safe.
/// </summary>
internal sealed class ByteRing
{
    private const int FirstCapacity = 1024;
    private const int MaxTextOnStack = 256;

    private byte[] _bytes = [];
    private long _first;
    private long _end;

    /// <summary>Appends and returns the position.</summary>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        var needed = checked((int)(_end - _first) + bytes.Length);
        if (needed > _bytes.Length)
        {
            Grow(needed);
        }

        var position = _end;
        Write(position, bytes);
        _end += bytes.Length;
        return position;
    }

    /// <summary>Appends an ASCII text, a byte for each character, and returns the position.</summary>
    public long Append(string text)
    {
        Span<byte> bytes = text.Length <= MaxTextOnStack ? stackalloc byte[text.Length] : new byte[text.Length];
        Encoding.Latin1.GetBytes(text, bytes);
        return Append(bytes);
    }

    /// <summary>Frees what lies before the position.</summary>
    public void FreeTo(long position) => _first = position;

    /// <summary>Copies out what was appended.</summary>
    public void Read(long position, Span<byte> into)
    {
        var (head, tail) = PiecesOf(_bytes, position, into.Length);
        head.CopyTo(into);
        tail.CopyTo(into[head.Length..]);
    }

    /// <summary>Reads an ASCII text.</summary>
    public string ReadText(long position, int length)
    {
        Span<byte> bytes = length <= MaxTextOnStack ? stackalloc byte[length] : new byte[length];
        Read(position, bytes);
        return Encoding.Latin1.GetString(bytes);
    }

    /// <summary>Whether this ASCII text stands at the position.</summary>
    public bool Holds(long position, string text)
    {
        Span<byte> bytes = text.Length <= MaxTextOnStack ? stackalloc byte[text.Length] : new byte[text.Length];
        Encoding.Latin1.GetBytes(text, bytes);
        return Holds(position, bytes);
    }

    /// <summary>Whether these bytes stand at the position.</summary>
    public bool Holds(long position, ReadOnlySpan<byte> bytes)
    {
        var (head, tail) = PiecesOf(_bytes, position, bytes.Length);
        return head.SequenceEqual(bytes[..head.Length]) && tail.SequenceEqual(bytes[head.Length..]);
    }

    private void Grow(int needed)
    {
        var (head, tail) = PiecesOf(_bytes, _first, (int)(_end - _first));
        _bytes = new byte[Math.Max(FirstCapacity, (int)BitOperations.RoundUpToPowerOf2((uint)needed))];
        Write(_first, head);
        Write(_first + head.Length, tail);
    }

    private void Write(long position, ReadOnlySpan<byte> bytes)
    {
        var (head, tail) = PiecesOf(_bytes, position, bytes.Length);
        bytes[..head.Length].CopyTo(head);
        bytes[head.Length..].CopyTo(tail);
    }

    private static Pieces PiecesOf(byte[] bytes, long position, int length)
    {
        if (length == 0)
        {
            return default;
        }

        var start = (int)(position & (bytes.Length - 1));
        var inHead = Math.Min(length, bytes.Length - start);
        return new Pieces(bytes.AsSpan(start, inHead), bytes.AsSpan(0, length - inHead));
    }

    private readonly ref struct Pieces(Span<byte> head, Span<byte> tail)
    {
        private readonly Span<byte> _head = head;
        private readonly Span<byte> _tail = tail;

        public void Deconstruct(out Span<byte> head, out Span<byte> tail)
        {
            head = _head;
            tail = _tail;
        }
    }
}
