using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBus.Silo.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Type = System.Type;

namespace AgentBus.Silo.Http;

/// <summary>
/// Schemas of OpenAPI 3.0 for what the API takes and gives: records by their properties and comments, messages of the wire by their
/// descriptors. Every type is written once, and named where it is used.
/// </summary>
internal sealed class SchemaWriter
{
    private const string DataSuffix = "Data";

    private readonly SortedDictionary<string, JsonNode?> _schemas = new(StringComparer.Ordinal);
    private readonly TypeComments _comments = TypeComments.Of(typeof(SchemaWriter).Assembly);
    private readonly NullabilityInfoContext _nullability = new();

    /// <summary>The schemas by name.</summary>
    public JsonObject Schemas => new(_schemas.Select(static schema => KeyValuePair.Create(schema.Key, schema.Value)));

    /// <summary>A reference to a schema that is there.</summary>
    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    /// <summary>Adds a schema.</summary>
    public void Add(string name, JsonObject schema) => _schemas[name] = schema;

    /// <summary>The schema of a type; where it is a record or a message, a reference to it.</summary>
    public JsonObject Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } plain)
        {
            return Of(plain);
        }

        if (type.IsEnum)
        {
            return new JsonObject { ["type"] = "string", ["enum"] = Names(System.Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)) };
        }

        return type == typeof(string) ? Simple("string")
            : type == typeof(bool) ? Simple("boolean")
            : type == typeof(int) ? Simple("integer", "int32")
            : type == typeof(long) ? Simple("integer", "int64")
            : type == typeof(double) ? Simple("number", "double")
            : type == typeof(DateTimeOffset) ? Simple("string", "date-time")
            : type == typeof(Struct) || type == typeof(JsonElement) ? new JsonObject { ["type"] = "object", ["additionalProperties"] = true }
            : type.IsAssignableTo(typeof(IMessage)) ? OfMessage((MessageDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!)
            : type.IsAssignableTo(typeof(IDictionary)) ? new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(type.GetGenericArguments()[1]) }
            : type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)) ? new JsonObject { ["type"] = "array", ["items"] = Of(type.GetGenericArguments()[0]) }
            : OfRecord(type);
    }

    private JsonObject OfRecord(Type type)
    {
        var name = type.Name.EndsWith(DataSuffix, StringComparison.Ordinal) ? type.Name[..^DataSuffix.Length] : type.Name;
        if (!_schemas.ContainsKey(name))
        {
            // Named before it is written: it may hold itself.
            _schemas[name] = null;
            var properties = new JsonObject();
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                properties[JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)] = Described(Of(property.PropertyType), _comments.Of(type, property.Name), IsNullable(property));
            }

            _schemas[name] = new JsonObject { ["type"] = "object", ["description"] = _comments.Of(type), ["properties"] = properties };
        }

        return Reference(name);
    }

    private JsonObject OfMessage(MessageDescriptor type)
    {
        if (!_schemas.ContainsKey(type.Name))
        {
            _schemas[type.Name] = null;
            var properties = new JsonObject();
            foreach (var field in type.Fields.InFieldNumberOrder())
            {
                var schema = OfField(field);
                if (type == Protocol.V1.Envelope.Descriptor && Protocol.Envelopes.EnvelopeFields.IsOwnedByBus(field.FieldNumber))
                {
                    schema = Described(schema, "The bus's own: what a client writes here is dropped.", isNullable: false);
                    schema["readOnly"] = true;
                }

                properties[field.Name] = schema;
            }

            _schemas[type.Name] = new JsonObject { ["type"] = "object", ["description"] = $"{type.FullName} of the wire; its comments stand in the proto.", ["properties"] = properties };
        }

        return Reference(type.Name);
    }

    private JsonObject OfField(FieldDescriptor field)
    {
        if (field.IsMap)
        {
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = OfValue(field.MessageType.FindFieldByNumber(2)) };
        }

        return field.IsRepeated ? new JsonObject { ["type"] = "array", ["items"] = OfValue(field) } : OfValue(field);
    }

    private JsonObject OfValue(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Bool => Simple("boolean"),
        FieldType.Double or FieldType.Float => Simple("number"),
        FieldType.UInt32 or FieldType.Int32 => Simple("integer"),
        FieldType.UInt64 or FieldType.Int64 or FieldType.Fixed64 => new JsonObject { ["type"] = "string", ["pattern"] = "^-?[0-9]+$" },
        FieldType.Bytes => Simple("string", "byte"),
        FieldType.Enum => new JsonObject { ["type"] = "string", ["enum"] = Names(EnumNames.All(field.EnumType)) },
        FieldType.Message when field.MessageType == Timestamp.Descriptor => Simple("string", "date-time"),
        FieldType.Message when field.MessageType == Protocol.V1.Content.Descriptor => new JsonObject
        {
            ["anyOf"] = new JsonArray(Of(field.MessageType.ClrType), Simple("string"), Simple("object")),
            ["description"] = "A Content; sent, also its text, or an object of any other shape, which becomes its structured part.",
        },
        FieldType.Message => Of(field.MessageType.ClrType),
        _ => Simple("string"),
    };

    private bool IsNullable(PropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null || _nullability.Create(property).ReadState == NullabilityState.Nullable;

    /// <summary>Adds what a reference cannot carry beside itself (OpenAPI 3.0).</summary>
    private static JsonObject Described(JsonObject schema, string description, bool isNullable)
    {
        if (schema.ContainsKey("$ref"))
        {
            schema = new JsonObject { ["allOf"] = new JsonArray(schema) };
        }

        if (description.Length > 0)
        {
            schema["description"] = description;
        }

        if (isNullable)
        {
            schema["nullable"] = true;
        }

        return schema;
    }

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Select(static name => (JsonNode)name)];

    private static JsonObject Simple(string type, string? format = null) =>
        format is null ? new JsonObject { ["type"] = type } : new JsonObject { ["type"] = type, ["format"] = format };
}
