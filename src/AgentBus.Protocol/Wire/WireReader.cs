using System.Buffers.Binary;

namespace AgentBus.Protocol.Wire;

/// <summary>
/// Reads Protobuf fields off a span without allocating. Every method answers false where the bytes are not well-formed, and never
/// reads past the end. It is stricter than most parsers (no groups, no numbers over 64 bits, no lengths over 31), so that no two of
/// them can read the same bytes differently.
/// </summary>
/// <param name="bytes">The serialised message.</param>
public ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The offset of the next byte.</summary>
    public int Position { get; private set; }

    /// <summary>True when all bytes are read.</summary>
    public readonly bool AtEnd => Position == _bytes.Length;

    /// <summary>Reads a field's number and wire type.</summary>
    public bool TryReadTag(out int number, out WireType type)
    {
        number = 0;
        type = default;
        if (!TryReadVarint(out var tag) || tag > uint.MaxValue)
        {
            return false;
        }

        number = (int)(tag >> 3);
        type = (WireType)(tag & 7);
        return number > 0 && type is WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32;
    }

    /// <summary>Reads a base-128 number.</summary>
    public bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 70 && Position < _bytes.Length; shift += 7)
        {
            var next = _bytes[Position++];
            if (shift == 63 && next > 1)
            {
                return false;
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads four bytes.</summary>
    public bool TryReadFixed32(out uint value)
    {
        if (!BinaryPrimitives.TryReadUInt32LittleEndian(_bytes[Position..], out value))
        {
            return false;
        }

        Position += sizeof(uint);
        return true;
    }

    /// <summary>Reads eight bytes.</summary>
    public bool TryReadFixed64(out ulong value)
    {
        if (!BinaryPrimitives.TryReadUInt64LittleEndian(_bytes[Position..], out value))
        {
            return false;
        }

        Position += sizeof(ulong);
        return true;
    }

    /// <summary>Reads a length and so many bytes.</summary>
    public bool TryReadBytes(out ReadOnlySpan<byte> value)
    {
        if (!TryReadVarint(out var length) || length > (ulong)(_bytes.Length - Position))
        {
            value = default;
            return false;
        }

        value = _bytes.Slice(Position, (int)length);
        Position += (int)length;
        return true;
    }

    /// <summary>Reads whatever follows a tag of this type: a number, or bytes.</summary>
    public bool TryReadValue(WireType type, out ulong number, out ReadOnlySpan<byte> value)
    {
        number = 0;
        value = default;
        switch (type)
        {
            case WireType.Varint:
                return TryReadVarint(out number);
            case WireType.Fixed64:
                return TryReadFixed64(out number);
            case WireType.Fixed32:
                var read = TryReadFixed32(out var four);
                number = four;
                return read;
            default:
                return TryReadBytes(out value);
        }
    }
}
