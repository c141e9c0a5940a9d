using System.Text.Json;
using System.Text.RegularExpressions;

namespace AgentBus.Gateway.Tests.Settings;

/// <summary>As much of JSON Schema, draft 7, as the schema of settings uses.</summary>
internal static class SchemaCheck
{
    public static IEnumerable<string> Problems(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("enum", out var names) && !names.EnumerateArray().Any(name => name.GetString() == (value.ValueKind == JsonValueKind.String ? value.GetString() : null)))
        {
            yield return $"{at}: not one of the names";
        }

        if (schema.TryGetProperty("type", out var type) && !Is(value, type.GetString()!))
        {
            yield return $"{at}: no {type}";
            yield break;
        }

        if (value.ValueKind == JsonValueKind.Number
            && ((schema.TryGetProperty("minimum", out var least) && value.GetDouble() < least.GetDouble()) || (schema.TryGetProperty("maximum", out var most) && value.GetDouble() > most.GetDouble())))
        {
            yield return $"{at}: out of range";
        }

        if (value.ValueKind == JsonValueKind.String
            && ((schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(value.GetString()!, pattern.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)))
                || (schema.TryGetProperty("minLength", out var length) && value.GetString()!.Length < length.GetInt32())))
        {
            yield return $"{at}: not of the form";
        }

        foreach (var problem in Nested(value, schema, at))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Nested(JsonElement value, JsonElement schema, string at) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Problems(item, schema.GetProperty("items"), $"{at}[]")),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Member(member, schema, $"{at}:{member.Name}")),
        _ => [],
    };

    private static IEnumerable<string> Member(JsonProperty member, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(member.Name, out var known))
        {
            return Problems(member.Value, known, at);
        }

        return !schema.TryGetProperty("additionalProperties", out var others) ? []
            : others.ValueKind == JsonValueKind.False ? [$"{at}: not known"]
            : Problems(member.Value, others, at);
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => value.ValueKind == JsonValueKind.Number,
    };
}
