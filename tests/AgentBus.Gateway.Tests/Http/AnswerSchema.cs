using System.Text.Json;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>As much of the schemas of OpenAPI 3.0 as our document uses. Members that no schema names are problems, so that none is forgotten.</summary>
internal sealed class AnswerSchema(JsonElement document)
{
    /// <summary>What of a value is not as the schema says.</summary>
    public IReadOnlyList<string> Problems(JsonElement value, JsonElement schema)
    {
        var problems = new List<string>();
        Check(value, [schema], "$", problems);
        return problems;
    }

    /// <summary>What a reference of the document leads to; anything else is itself.</summary>
    public JsonElement Follow(JsonElement element) => element.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.Split('/')[1..].Aggregate(document, static (at, name) => at.GetProperty(name))
        : element;

    /// <summary>Holds a value to several schemas at once: a member has to stand in one of them.</summary>
    private void Check(JsonElement value, IEnumerable<JsonElement> schemas, string at, List<string> problems)
    {
        var parts = schemas.SelectMany(Parts).ToList();
        var choice = parts.FindIndex(static part => part.TryGetProperty("anyOf", out _));
        if (choice >= 0)
        {
            var rest = parts.Where((_, place) => place != choice).ToList();
            problems.AddRange(parts[choice].GetProperty("anyOf").EnumerateArray().Select(one => Try(value, [.. rest, one], at)).MinBy(static found => found.Count)!);
            return;
        }

        if (value.ValueKind == JsonValueKind.Null && parts.Exists(static part => part.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean()))
        {
            return;
        }

        foreach (var part in parts)
        {
            if (part.TryGetProperty("type", out var type) && !Is(value, type.GetString()!))
            {
                problems.Add($"{at} is no {type}");
            }

            if (part.TryGetProperty("enum", out var names) && !names.EnumerateArray().Any(name => name.GetString() == (value.ValueKind == JsonValueKind.String ? value.GetString() : null)))
            {
                problems.Add($"{at} is none of the names");
            }

            if (part.TryGetProperty("required", out var required) && value.ValueKind == JsonValueKind.Object)
            {
                problems.AddRange(required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{at} has no {name}"));
            }
        }

        Nested(value, parts, at, problems);
    }

    private void Nested(JsonElement value, List<JsonElement> parts, string at, List<string> problems)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Check(item, parts.Where(static part => part.TryGetProperty("items", out _)).Select(static part => part.GetProperty("items")), at + "[]", problems);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            // An object of which nothing is said may be anything.
            var isOpen = !parts.Exists(static part => part.TryGetProperty("properties", out _));
            foreach (var member in value.EnumerateObject())
            {
                var known = parts.Select(part => Member(part, member.Name)).Where(static found => found is not null).Select(static found => found!.Value).ToList();
                if (known.Count > 0)
                {
                    Check(member.Value, known, $"{at}.{member.Name}", problems);
                }
                else if (!isOpen)
                {
                    problems.Add($"{at}.{member.Name} is not described");
                }
            }
        }
    }

    private static JsonElement? Member(JsonElement part, string name) =>
        part.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out var known) ? known
        : part.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object ? others
        : null;

    private List<string> Try(JsonElement value, IEnumerable<JsonElement> schemas, string at)
    {
        var problems = new List<string>();
        Check(value, schemas, at, problems);
        return problems;
    }

    /// <summary>A schema with references followed and allOf taken apart.</summary>
    private IEnumerable<JsonElement> Parts(JsonElement schema)
    {
        schema = Follow(schema);
        return schema.TryGetProperty("allOf", out var all) ? all.EnumerateArray().SelectMany(Parts).Append(schema) : [schema];
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
