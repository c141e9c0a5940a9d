using System.Text.Json;
using System.Text.Json.Serialization;
using AgentBus.Silo.Json;
using Google.Protobuf;

namespace AgentBus.Silo.Http;

/// <summary>How data become JSON: names and enum values in snake case, times in RFC 3339, messages of the wire by <see cref="EnvelopeJson"/>.</summary>
internal static class ApiJson
{
    /// <summary>The options; not to be changed.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new TimeConverter(), new WireConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static NotSupportedException WrittenOnly() => new("Data of the API are only written; requests are read by the readers of their fields.");

    private sealed class TimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw WrittenOnly();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Rfc3339.Write(value));
    }

    private sealed class WireConverter : JsonConverter<IMessage>
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(IMessage));

        public override IMessage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw WrittenOnly();

        public override void Write(Utf8JsonWriter writer, IMessage value, JsonSerializerOptions options) => EnvelopeJson.Write(writer, value);
    }
}
