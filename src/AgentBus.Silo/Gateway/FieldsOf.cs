using AgentBus.Protocol.Wire;

namespace AgentBus.Silo.Gateway;

/// <summary>The values of one field of a message, in the order in which they stand in its bytes. Bytes that are no message end it.</summary>
internal ref struct FieldsOf(ReadOnlySpan<byte> message, int number)
{
    private WireReader _reader = new(message);

    /// <summary>The value that was read last.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Itself: it is gone through once.</summary>
    public readonly FieldsOf GetEnumerator() => this;

    /// <summary>Goes to the next value.</summary>
    public bool MoveNext()
    {
        while (_reader.TryReadTag(out var field, out var type) && _reader.TryReadValue(type, out _, out var value))
        {
            if (field == number && type == WireType.Bytes)
            {
                Current = value;
                return true;
            }
        }

        return false;
    }
}
