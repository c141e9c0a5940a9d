using System.Text;
using AgentBus.Protocol.Wire;
using AgentBus.Rego;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// A <c>google.protobuf.Value</c> as policies read it, off its bytes. What comes twice is merged as Google.Protobuf merges it (a test compares
/// them). Well-formed bytes nest no deeper than <see cref="MessageShape.MaxDepth"/>.
/// </summary>
internal sealed class StructValue
{
    // Beyond, a double has no place for the last digits of an integer.
    private const double MaxExact = 1L << 53;

    private RegoValue _scalar = RegoValue.Null;
    private Dictionary<string, RegoValue>? _members;
    private List<RegoValue>? _items;

    /// <summary>The value of the bytes that were read.</summary>
    public RegoValue Value => _members is not null ? RegoValue.ObjectOf(_members) : _items is not null ? RegoValue.ArrayOf(_items) : _scalar;

    /// <summary>Reads the bytes of a <c>Struct</c> into members.</summary>
    public static void ReadMembers(ReadOnlySpan<byte> data, Dictionary<string, RegoValue> members)
    {
        var reader = new WireReader(data);
        while (reader.TryReadTag(out var number, out var type) && reader.TryReadValue(type, out _, out var entry))
        {
            if (number == Struct.FieldsFieldNumber)
            {
                var (name, value) = ReadEntry(entry);
                members[name] = value;
            }
        }
    }

    /// <summary>Reads one member of a <c>Struct</c>; null: the bytes have none of that name.</summary>
    public static RegoValue? FindMember(ReadOnlySpan<byte> data, ReadOnlySpan<byte> name)
    {
        RegoValue? found = null;
        var reader = new WireReader(data);
        while (reader.TryReadTag(out var number, out var type) && reader.TryReadValue(type, out _, out var entry))
        {
            if (number == Struct.FieldsFieldNumber && KeyOf(entry).SequenceEqual(name))
            {
                found = ReadEntry(entry).Value;
            }
        }

        return found;
    }

    /// <summary>Reads the bytes of a value.</summary>
    public void Read(ReadOnlySpan<byte> data)
    {
        var reader = new WireReader(data);
        while (reader.TryReadTag(out var field, out var type) && reader.TryReadValue(type, out var number, out var bytes))
        {
            switch (field)
            {
                case Google.Protobuf.WellKnownTypes.Value.NullValueFieldNumber:
                    Take(RegoValue.Null);
                    break;
                case Google.Protobuf.WellKnownTypes.Value.NumberValueFieldNumber:
                    Take(Number(BitConverter.UInt64BitsToDouble(number)));
                    break;
                case Google.Protobuf.WellKnownTypes.Value.StringValueFieldNumber:
                    Take(RegoValue.Of(Encoding.UTF8.GetString(bytes)));
                    break;
                case Google.Protobuf.WellKnownTypes.Value.BoolValueFieldNumber:
                    Take(RegoValue.Of(number != 0));
                    break;
                case Google.Protobuf.WellKnownTypes.Value.StructValueFieldNumber:
                    _items = null;
                    ReadMembers(bytes, _members ??= new(StringComparer.Ordinal));
                    break;
                case Google.Protobuf.WellKnownTypes.Value.ListValueFieldNumber:
                    _members = null;
                    ReadItems(bytes, _items ??= []);
                    break;
            }
        }
    }

    private static void ReadItems(ReadOnlySpan<byte> data, List<RegoValue> items)
    {
        var reader = new WireReader(data);
        while (reader.TryReadTag(out var number, out var type) && reader.TryReadValue(type, out _, out var bytes))
        {
            if (number == ListValue.ValuesFieldNumber)
            {
                var item = new StructValue();
                item.Read(bytes);
                items.Add(item.Value);
            }
        }
    }

    // An entry of a map: its key is field 1, its value field 2, and either may be left out.
    private static (string Name, RegoValue Value) ReadEntry(ReadOnlySpan<byte> entry)
    {
        var value = new StructValue();
        var reader = new WireReader(entry);
        while (reader.TryReadTag(out var number, out var type) && reader.TryReadValue(type, out _, out var bytes))
        {
            if (number == 2)
            {
                value.Read(bytes);
            }
        }

        return (Encoding.UTF8.GetString(KeyOf(entry)), value.Value);
    }

    private static ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> entry)
    {
        ReadOnlySpan<byte> key = default;
        var reader = new WireReader(entry);
        while (reader.TryReadTag(out var number, out var type) && reader.TryReadValue(type, out _, out var bytes))
        {
            key = number == 1 ? bytes : key;
        }

        return key;
    }

    // JSON has no infinity.
    private static RegoValue Number(double number) =>
        !double.IsFinite(number) ? RegoValue.Null
        : Math.Abs(number) < MaxExact && Math.Floor(number).Equals(number) ? RegoValue.Of((long)number)
        : RegoValue.Of(number);

    private void Take(RegoValue scalar) => (_scalar, _members, _items) = (scalar, null, null);
}
