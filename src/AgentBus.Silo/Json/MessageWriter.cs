using System.Collections;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Json;

/// <summary>
/// Writes a message of the wire as JSON, by its descriptor: the proto's names, only what is set, whole numbers of 64 bits as text, since
/// JavaScript has none.
/// </summary>
internal static class MessageWriter
{
    /// <summary>Writes it as an object.</summary>
    public static void Write(Utf8JsonWriter writer, IMessage message)
    {
        if (message is Struct data)
        {
            StructJson.Write(writer, data);
            return;
        }

        writer.WriteStartObject();
        WriteFields(writer, message, static _ => true);
        writer.WriteEndObject();
    }

    /// <summary>Writes those of its fields that are set and wanted into an object that was begun.</summary>
    public static void WriteFields(Utf8JsonWriter writer, IMessage message, Func<FieldDescriptor, bool> isWanted)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (isWanted(field) && IsSet(message, field))
            {
                writer.WritePropertyName(field.Name);
                WriteField(writer, field, field.Accessor.GetValue(message));
            }
        }
    }

    private static bool IsSet(IMessage message, FieldDescriptor field) =>
        field.IsMap || field.IsRepeated ? ((ICollection)field.Accessor.GetValue(message)).Count > 0
        : field.HasPresence ? field.Accessor.HasValue(message)
        : field.Accessor.GetValue(message) switch
        {
            string text => text.Length > 0,
            ByteString bytes => !bytes.IsEmpty,
            bool flag => flag,
            double number => number != 0,
            float number => number != 0,
            System.Enum value => Convert.ToInt32(value) != 0,
            IConvertible number => number.ToDecimal(null) != 0,
            _ => true,
        };

    private static void WriteField(Utf8JsonWriter writer, FieldDescriptor field, object value)
    {
        if (field.IsMap)
        {
            var valueField = field.MessageType.FindFieldByNumber(2);
            writer.WriteStartObject();
            foreach (DictionaryEntry entry in (IDictionary)value)
            {
                writer.WritePropertyName((string)entry.Key);
                WriteValue(writer, valueField, entry.Value!);
            }

            writer.WriteEndObject();
        }
        else if (field.IsRepeated)
        {
            writer.WriteStartArray();
            foreach (var item in (IEnumerable)value)
            {
                WriteValue(writer, field, item);
            }

            writer.WriteEndArray();
        }
        else
        {
            WriteValue(writer, field, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, FieldDescriptor field, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case double or float:
                WriteNumber(writer, Convert.ToDouble(value));
                break;
            case int or uint when field.FieldType != FieldType.Enum:
                writer.WriteNumberValue(Convert.ToInt64(value));
                break;
            case long or ulong:
                writer.WriteStringValue($"{value}");
                break;
            case ByteString bytes when EnvelopeFields.Has(field):
                Write(writer, Wire.Envelope.Parser.ParseFrom(bytes));
                break;
            case ByteString bytes:
                writer.WriteBase64StringValue(bytes.Span);
                break;
            case Timestamp time:
                writer.WriteStringValue(Rfc3339.Write(time));
                break;
            case IMessage message:
                Write(writer, message);
                break;
            default:
                WriteEnum(writer, field, Convert.ToInt32(value));
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static void WriteEnum(Utf8JsonWriter writer, FieldDescriptor field, int number)
    {
        if (EnumNames.Of(field.EnumType, number) is { } name)
        {
            writer.WriteStringValue(name);
        }
        else
        {
            writer.WriteNumberValue(number);
        }
    }
}
