using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace AgentBus.Protocol.Wire;

/// <summary>Writes Protobuf fields into a span that the caller sized with the <c>Size…</c> methods. Field numbers must be under 16.</summary>
/// <param name="target">Where to write; too short a span throws.</param>
public ref struct WireWriter(Span<byte> target)
{
    /// <summary>The bytes of the longest number.</summary>
    public const int LongestVarint = 10;

    private readonly Span<byte> _target = target;

    /// <summary>Bytes written so far.</summary>
    public int Position { get; private set; }

    /// <summary>How many bytes a number takes.</summary>
    public static int SizeVarint(ulong value) => (BitOperations.Log2(value | 1) / 7) + 1;

    /// <summary>How many bytes a field of that many bytes takes, tag and length included.</summary>
    public static int SizeBytesField(int length) => 1 + SizeVarint((ulong)length) + length;

    /// <summary>How many bytes a text field takes; an empty one is left out.</summary>
    public static int SizeTextField(string value) => value.Length == 0 ? 0 : SizeBytesField(Encoding.UTF8.GetByteCount(value));

    /// <summary>How many bytes a number field takes; zero is left out.</summary>
    public static int SizeVarintField(ulong value) => value == 0 ? 0 : 1 + SizeVarint(value);

    /// <summary>Writes a number.</summary>
    public void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            _target[Position++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _target[Position++] = (byte)value;
    }

    /// <summary>Writes a number field, unless it is zero.</summary>
    public void VarintField(int number, ulong value)
    {
        if (value != 0)
        {
            Tag(number, WireType.Varint);
            Varint(value);
        }
    }

    /// <summary>Writes a text field, unless it is empty.</summary>
    public void TextField(int number, string value)
    {
        if (value.Length > 0)
        {
            BytesHeader(number, Encoding.UTF8.GetByteCount(value));
            Position += Encoding.UTF8.GetBytes(value, _target[Position..]);
        }
    }

    /// <summary>Writes an eight-byte field, unless it is zero.</summary>
    public void Fixed64Field(int number, ulong value)
    {
        if (value != 0)
        {
            Tag(number, WireType.Fixed64);
            BinaryPrimitives.WriteUInt64LittleEndian(_target[Position..], value);
            Position += sizeof(ulong);
        }
    }

    /// <summary>Writes the double, even when it is zero: fields with presence say something by being there.</summary>
    public void DoubleField(int number, double value)
    {
        Tag(number, WireType.Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(_target[Position..], value);
        Position += sizeof(double);
    }

    /// <summary>Writes tag and length of a field whose bytes follow.</summary>
    public void BytesHeader(int number, int length)
    {
        Tag(number, WireType.Bytes);
        Varint((ulong)length);
    }

    /// <summary>Copies bytes that are serialised already.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_target[Position..]);
        Position += bytes.Length;
    }

    private void Tag(int number, WireType type) => _target[Position++] = (byte)((number << 3) | (int)type);
}
