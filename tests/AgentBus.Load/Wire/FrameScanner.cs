namespace AgentBus.Load.Wire;

/// <summary>Walks over Protobuf fields in place, without allocating.</summary>
internal ref struct FrameScanner(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The number of the field.</summary>
    public int Field { get; private set; }

    /// <summary>The value of a number.</summary>
    public ulong Number { get; private set; }

    /// <summary>The bytes of anything with a length.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = Varint();
        Field = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0:
                Number = Varint();
                break;
            case 1:
                Number = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(_rest);
                _rest = _rest[8..];
                break;
            case 2:
                var length = (int)Varint();
                Bytes = _rest[..length];
                _rest = _rest[length..];
                break;
            default:
                throw new InvalidDataException($"Wire type {tag & 7} is not expected here.");
        }

        return true;
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var (i, shift) = (0, 0); ; i++, shift += 7)
        {
            var part = _rest[i];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }
    }
}
