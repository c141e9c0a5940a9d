using System.Text.Unicode;
using Google.Protobuf.Reflection;

namespace AgentBus.Protocol.Wire;

/// <summary>
/// What a message type looks like on the wire, taken from its descriptor: enough to tell whether bytes are well-formed down to the
/// last nested message, without building objects. Immutable and thread-safe.
/// </summary>
public sealed class MessageShape
{
    /// <summary>Messages nested deeper than this are refused; Google.Protobuf stops at 100.</summary>
    public const int MaxDepth = 64;

    private readonly FieldShape[] _fields;

    private MessageShape(int highestNumber) => _fields = new FieldShape[highestNumber + 1];

    /// <summary>The shape of a message type.</summary>
    public static MessageShape Of(MessageDescriptor descriptor) => Of(descriptor, []);

    /// <summary>Tells whether the bytes are a message of this type. Unknown fields are, wrong wire types are not.</summary>
    public bool Matches(ReadOnlySpan<byte> bytes) => Matches(bytes, 1);

    /// <summary>Tells whether a field's value, already read, is one that this type allows.</summary>
    internal bool Allows(int number, WireType type, ReadOnlySpan<byte> value, int depth)
    {
        if (number >= _fields.Length || _fields[number].Type is not { } expected)
        {
            return true;
        }

        ref readonly var field = ref _fields[number];
        if (type != expected)
        {
            return field.IsPackable && type == WireType.Bytes && IsPackedRun(value, expected);
        }

        return field.Message is { } message ? message.Matches(value, depth + 1) : !field.IsText || Utf8.IsValid(value);
    }

    private static MessageShape Of(MessageDescriptor descriptor, Dictionary<MessageDescriptor, MessageShape> known)
    {
        if (known.TryGetValue(descriptor, out var shape))
        {
            return shape;
        }

        var fields = descriptor.Fields.InFieldNumberOrder();
        shape = new MessageShape(fields.Count == 0 ? 0 : fields[^1].FieldNumber);
        known.Add(descriptor, shape);
        foreach (var field in fields)
        {
            var type = TypeOf(field.FieldType);
            shape._fields[field.FieldNumber] = new FieldShape(
                type,
                field.FieldType == FieldType.String,
                field.IsRepeated && type != WireType.Bytes,
                field.FieldType == FieldType.Message ? Of(field.MessageType, known) : null);
        }

        return shape;
    }

    private static WireType TypeOf(FieldType type) => type switch
    {
        FieldType.Double or FieldType.Fixed64 or FieldType.SFixed64 => WireType.Fixed64,
        FieldType.Float or FieldType.Fixed32 or FieldType.SFixed32 => WireType.Fixed32,
        FieldType.String or FieldType.Bytes or FieldType.Message => WireType.Bytes,
        _ => WireType.Varint,
    };

    private static bool IsPackedRun(ReadOnlySpan<byte> value, WireType type)
    {
        var reader = new WireReader(value);
        while (!reader.AtEnd)
        {
            if (!reader.TryReadValue(type, out _, out _))
            {
                return false;
            }
        }

        return true;
    }

    private bool Matches(ReadOnlySpan<byte> bytes, int depth)
    {
        if (depth > MaxDepth)
        {
            return false;
        }

        var reader = new WireReader(bytes);
        while (!reader.AtEnd)
        {
            if (!reader.TryReadTag(out var number, out var type)
                || !reader.TryReadValue(type, out _, out var value)
                || !Allows(number, type, value, depth))
            {
                return false;
            }
        }

        return true;
    }
}
