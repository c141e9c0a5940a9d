using System.Collections;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Silo.Json;

/// <summary>
/// Reads JSON into a message of the wire by its descriptor, so that a field added to the proto is a field of the JSON at once. Names are
/// the proto's. It never throws for what came from outside.
/// </summary>
internal static class MessageReader
{
    /// <summary>Fills a message from an object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="into">The message.</param>
    /// <param name="findings">Takes what is wrong or not known.</param>
    /// <param name="path">Where the object is, for the findings.</param>
    /// <param name="except">A member that is passed over.</param>
    public static void Read(JsonElement json, IMessage into, JsonFindings findings, string path = "", string? except = null)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            findings.Wrong(path, "must be an object");
            return;
        }

        foreach (var member in json.EnumerateObject())
        {
            if (!JsonText.TryGetName(member, out var name))
            {
                findings.Wrong(path, "has a name that is no Unicode text");
                return;
            }

            if (name == except)
            {
                continue;
            }

            var at = path.Length == 0 ? name : $"{path}.{name}";
            if (into.Descriptor.FindFieldByName(name) is not { } field)
            {
                findings.NotKnown(at);
            }
            else if (member.Value.ValueKind != JsonValueKind.Null)
            {
                ReadField(member.Value, into, field, findings, at);
            }
        }
    }

    private static void ReadField(JsonElement json, IMessage into, FieldDescriptor field, JsonFindings findings, string path)
    {
        if (field.IsMap)
        {
            ReadMap(json, (IDictionary)field.Accessor.GetValue(into), field, findings, path);
        }
        else if (field.IsRepeated)
        {
            ReadList(json, (IList)field.Accessor.GetValue(into), field, findings, path);
        }
        else if (ReadValue(json, field, findings, path) is { } value)
        {
            field.Accessor.SetValue(into, value);
        }
    }

    private static void ReadList(JsonElement json, IList into, FieldDescriptor field, JsonFindings findings, string path)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            findings.Wrong(path, "must be a list");
            return;
        }

        foreach (var item in json.EnumerateArray())
        {
            if (ReadValue(item, field, findings, $"{path}[{into.Count}]") is { } value)
            {
                into.Add(value);
            }
        }
    }

    private static void ReadMap(JsonElement json, IDictionary into, FieldDescriptor field, JsonFindings findings, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            findings.Wrong(path, "must be an object");
            return;
        }

        var valueField = field.MessageType.FindFieldByNumber(2);
        foreach (var member in json.EnumerateObject())
        {
            if (!JsonText.TryGetName(member, out var name))
            {
                findings.Wrong(path, "has a name that is no Unicode text");
            }
            else if (ReadValue(member.Value, valueField, findings, $"{path}.{name}") is { } value)
            {
                into[name] = value;
            }
        }
    }

    /// <summary>One value, boxed as the field takes it; null where it is wrong, which the findings then say.</summary>
    private static object? ReadValue(JsonElement json, FieldDescriptor field, JsonFindings findings, string path)
    {
        var (value, expected) = field.FieldType switch
        {
            FieldType.String => (JsonText.TryGetText(json, out var text) ? text : null, "must be Unicode text"),
            FieldType.Bool => (json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean() : (object?)null, "must be true or false"),
            FieldType.Double => (Number(json) is { } number ? number : null, "must be a number"),
            FieldType.Float => (Number(json) is { } number && float.IsFinite((float)number) ? (float)number : null, "must be a number"),
            FieldType.UInt32 or FieldType.Fixed32 => (uint.TryParse(Digits(json), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null, "must be a whole number"),
            FieldType.UInt64 or FieldType.Fixed64 => (ulong.TryParse(Digits(json), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null, "must be a whole number, or its digits as text"),
            FieldType.Int64 => (long.TryParse(Digits(json), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null, "must be a whole number, or its digits as text"),
            FieldType.Bytes when EnvelopeFields.Has(field) => (EnvelopeJson.Read(json, findings, path).ToByteString(), ""),
            FieldType.Bytes => (Bytes(json), "must be base64"),
            FieldType.Enum => (JsonText.TryGetText(json, out var name) ? EnumNames.Find(field.EnumType, name) : null, "has a value that this protocol version does not know"),
            FieldType.Message => (ReadMessage(json, field.MessageType, findings, path), "must be a time such as 2026-01-31T12:00:00Z"),
            _ => ((object?)null, "cannot be written in JSON"),
        };
        if (value is null)
        {
            findings.Wrong(path, expected);
        }

        return value;
    }

    private static object? ReadMessage(JsonElement json, MessageDescriptor type, JsonFindings findings, string path)
    {
        if (type == Timestamp.Descriptor)
        {
            return Rfc3339.TryRead(json, out var time) ? Timestamp.FromDateTimeOffset(time) : null;
        }

        if (type == Struct.Descriptor)
        {
            return StructJson.Read(json, findings, path);
        }

        var message = type.Parser.ParseFrom(ByteString.Empty);
        Read(json, message, findings, path);
        return message;
    }

    private static double? Number(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    private static string? Digits(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.GetRawText(),
        JsonValueKind.String => JsonText.TryGetText(json, out var text) ? text : null,
        _ => null,
    };

    private static ByteString? Bytes(JsonElement json) =>
        json.ValueKind == JsonValueKind.String && json.TryGetBytesFromBase64(out var bytes) ? UnsafeByteOperations.UnsafeWrap(bytes) : null;
}
