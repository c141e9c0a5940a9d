using System.Text.Json;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Silo.Json;

/// <summary>google.protobuf.Struct and JSON: what the wire has for data of any shape.</summary>
internal static class StructJson
{
    /// <summary>Reads an object. Numbers become doubles, which is what the wire has.</summary>
    public static Struct Read(JsonElement json, JsonFindings findings, string path)
    {
        var data = new Struct();
        if (json.ValueKind != JsonValueKind.Object)
        {
            findings.Wrong(path, "must be an object");
            return data;
        }

        foreach (var member in json.EnumerateObject())
        {
            if (!JsonText.TryGetName(member, out var name) || ReadValue(member.Value, findings, path) is not { } value)
            {
                findings.Wrong(path, "holds text that is no Unicode, or a number that is too large");
                return data;
            }

            data.Fields[name] = value;
        }

        return data;
    }

    /// <summary>Writes an object.</summary>
    public static void Write(Utf8JsonWriter writer, Struct data)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in data.Fields)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static Value? ReadValue(JsonElement json, JsonFindings findings, string path)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                return Value.ForStruct(Read(json, findings, path));
            case JsonValueKind.Array:
                var items = json.EnumerateArray().Select(item => ReadValue(item, findings, path)).ToArray();
                return Array.Exists(items, static item => item is null) ? null : Value.ForList(items!);
            case JsonValueKind.String:
                return JsonText.TryGetText(json, out var text) ? Value.ForString(text) : null;
            case JsonValueKind.Number:
                return json.TryGetDouble(out var number) && double.IsFinite(number) ? Value.ForNumber(number) : null;
            case JsonValueKind.True or JsonValueKind.False:
                return Value.ForBool(json.GetBoolean());
            default:
                return Value.ForNull();
        }
    }

    private static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value.KindCase)
        {
            case Value.KindOneofCase.StructValue:
                Write(writer, value.StructValue);
                break;
            case Value.KindOneofCase.ListValue:
                writer.WriteStartArray();
                foreach (var item in value.ListValue.Values)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case Value.KindOneofCase.StringValue:
                writer.WriteStringValue(value.StringValue);
                break;
            case Value.KindOneofCase.NumberValue when double.IsFinite(value.NumberValue):
                writer.WriteNumberValue(value.NumberValue);
                break;
            case Value.KindOneofCase.BoolValue:
                writer.WriteBooleanValue(value.BoolValue);
                break;
            default:
                // Also NaN and the infinities, which the wire can hold and JSON cannot.
                writer.WriteNullValue();
                break;
        }
    }
}
