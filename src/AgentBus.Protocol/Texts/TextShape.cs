using System.Text;
using AgentBus.Protocol.V1;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Protocol.Texts;

/// <summary>
/// Which fields of a message type hold texts, from its descriptor. Fields that address a message are left out: a text that says where
/// it goes cannot be replaced without sending it elsewhere. Immutable and thread-safe.
/// </summary>
internal sealed class TextShape
{
    private readonly (TextRule Rule, byte[] Name, TextShape? Message)[] _fields;

    private TextShape(int highest, bool isEntry)
    {
        _fields = new (TextRule, byte[], TextShape?)[highest + 1];
        IsEntry = isEntry;
    }

    /// <summary>The envelope.</summary>
    public static TextShape Envelope { get; } = Of(V1.Envelope.Descriptor, isEntry: false, []);

    /// <summary>It is an entry of a map: field 1 names field 2.</summary>
    public bool IsEntry { get; }

    /// <summary>How to read a field, what it is called (empty: it adds nothing to a path), and its type where it is a message.</summary>
    public TextRule Find(int number, out ReadOnlySpan<byte> name, out TextShape? message)
    {
        if ((uint)number >= (uint)_fields.Length)
        {
            name = default;
            message = null;
            return TextRule.Unknown;
        }

        ref readonly var field = ref _fields[number];
        name = field.Name;
        message = field.Message;
        return field.Rule;
    }

    private static TextShape Of(MessageDescriptor type, bool isEntry, Dictionary<MessageDescriptor, TextShape> known)
    {
        if (known.TryGetValue(type, out var shape))
        {
            return shape;
        }

        var fields = type.Fields.InFieldNumberOrder();
        shape = new TextShape(fields.Count == 0 ? 0 : fields[^1].FieldNumber, isEntry);
        known.Add(type, shape);
        var isPlain = isEntry || type.File == StructReflection.Descriptor;
        foreach (var field in fields)
        {
            shape._fields[field.FieldNumber] = (
                RuleOf(field),
                isPlain ? [] : Encoding.UTF8.GetBytes(field.Name),
                field.FieldType == FieldType.Message ? Of(field.MessageType, field.IsMap, known) : null);
        }

        return shape;
    }

    private static TextRule RuleOf(FieldDescriptor field) =>
        IsAddress(field) ? TextRule.None : field.FieldType switch
        {
            FieldType.String => TextRule.Text,
            FieldType.Bytes => TextRule.Bytes,
            FieldType.Message => TextRule.Message,
            FieldType.Double when field.ContainingType == Value.Descriptor => TextRule.Number,
            _ => TextRule.None,
        };

    private static bool IsAddress(FieldDescriptor field) => field.ContainingType == V1.Envelope.Descriptor
        ? field.FieldNumber is < V1.Envelope.ContentFieldNumber
            or (>= V1.Envelope.TargetFieldNumber and <= V1.Envelope.CorrelationIdFieldNumber)
            or V1.Envelope.TraceparentFieldNumber
            or V1.Envelope.SenderIdFieldNumber
            or V1.Envelope.ProtocolFieldNumber
            or V1.Envelope.TimestampFieldNumber
            or V1.Envelope.SubjectFieldNumber
            or V1.Envelope.SchemaVersionFieldNumber
            or V1.Envelope.ApprovalIdFieldNumber
        : field.ContainingType == EncryptedContent.Descriptor
            ? field.FieldType == FieldType.Bytes
            : field.ContainingType == Entity.Descriptor && field.FieldNumber == Entity.IdFieldNumber;
}
