using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBus.Silo.Options;

/// <summary>
/// Writes appsettings.schema.json from the classes of options, so that editors complete and check files of settings
/// (JSON Schema, draft 7, which editors know: https://json-schema.org/draft-07).
/// </summary>
internal static class ConfigurationSchema
{
    private const string Time = @"^(\d+\.)?\d{1,2}:\d{2}(:\d{2}(\.\d{1,7})?)?$";
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document.</summary>
    public static string Write()
    {
        var section = Of(typeof(AgentBusOptions), AgentBusOptions.Section);
        foreach (var (name, type) in SettingsCatalog.Others)
        {
            section["properties"]!.AsObject().Add(name, Of(type, $"{AgentBusOptions.Section}:{name}"));
        }

        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Settings of AgentBus.Silo",
            ["type"] = "object",
            ["properties"] = new JsonObject { [AgentBusOptions.Section] = section, ["Logging"] = new JsonObject { ["type"] = "object" } },
        };
        return schema.ToJsonString(Layout).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Of(Type type, string key)
    {
        var comments = OptionComments.Of(type.Assembly);
        var defaults = Activator.CreateInstance(type)!;
        var properties = new JsonObject();
        foreach (var property in SettingsCatalog.Properties(type).Where(property => !SettingsCatalog.Derived.ContainsKey($"{key}:{property.Name}")))
        {
            var schema = OfProperty(property, $"{key}:{property.Name}");
            if (comments.Of(property) is { Length: > 0 } comment)
            {
                schema["description"] = comment;
            }

            if (DefaultOf(property, defaults) is { } value)
            {
                schema["default"] = value;
            }

            properties.Add(property.Name, schema);
            if (property.IsDefined(typeof(SecretAttribute)))
            {
                properties.Add($"{property.Name}File", new JsonObject { ["type"] = "string", ["description"] = $"File that holds {property.Name}." });
            }
        }

        return new JsonObject { ["type"] = "object", ["description"] = comments.Of(type), ["properties"] = properties, ["additionalProperties"] = false };
    }

    private static JsonObject OfProperty(PropertyInfo property, string key)
    {
        var schema = OfType(property.PropertyType, key);
        if (property.GetCustomAttribute<RangeAttribute>() is { } range && OptionTypes.Plain(property.PropertyType) != typeof(TimeSpan))
        {
            schema["minimum"] = Number(range.Minimum);
            schema["maximum"] = Number(range.Maximum);
        }

        if (property.IsDefined(typeof(RequiredAttribute)) && property.PropertyType == typeof(string))
        {
            schema["minLength"] = 1;
        }

        return schema;
    }

    private static JsonObject OfType(Type type, string key)
    {
        var plain = OptionTypes.Plain(type);
        return OptionTypes.IsOptions(plain) ? Of(plain, key)
            : OptionTypes.ListsById(plain) ? new JsonObject { ["type"] = "object", ["additionalProperties"] = OfType(OptionTypes.Item(plain)!, $"{key}:{Setting.Id}") }
            : OptionTypes.Item(plain) is { } item ? new JsonObject { ["type"] = "array", ["items"] = OfType(item, key) }
            : plain == typeof(bool) ? new JsonObject { ["type"] = "boolean" }
            : plain == typeof(TimeSpan) ? new JsonObject { ["type"] = "string", ["pattern"] = Time }
            : plain == typeof(DateTimeOffset) ? new JsonObject { ["type"] = "string", ["format"] = "date-time" }
            : plain.IsEnum ? new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames(plain).Select(static name => JsonValue.Create(name))]) }
            : plain == typeof(string) ? new JsonObject { ["type"] = "string" }
            : plain == typeof(double) ? new JsonObject { ["type"] = "number" }
            : new JsonObject { ["type"] = "integer" };
    }

    private static JsonNode? DefaultOf(PropertyInfo property, object defaults) => property.GetValue(defaults) switch
    {
        bool flag => flag,
        string { Length: > 0 } text => text,
        int or long or double => Number(property.GetValue(defaults)!),
        Enum or TimeSpan => SettingText.Value(property.GetValue(defaults)),
        _ => null,
    };

    private static JsonValue Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && number == Math.Truncate(number)
        ? JsonValue.Create((long)number)
        : JsonValue.Create(number);
}
