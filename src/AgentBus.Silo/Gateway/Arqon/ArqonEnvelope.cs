using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using AgentBus.Silo.Json;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Silo.Gateway.Arqon;

/// <summary>An envelope as an ArqonBus client reads it. Empty text is left out.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Timestamp">When.</param>
internal sealed record ArqonEnvelope(string Type, DateTimeOffset Timestamp)
{
    /// <summary>The sender of what the bus says.</summary>
    public const string Bus = "arqonbus";

    /// <summary>Its id; one of the bus's own where nothing else is said.</summary>
    public string Id { get; init; } = NewId(Timestamp);

    public string Room { get; init; } = "";

    public string Channel { get; init; } = "";

    public string Sender { get; init; } = Bus;

    public string FromClient { get; init; } = "";

    public string ToClient { get; init; } = "";

    public string Command { get; init; } = "";

    public string RequestId { get; init; } = "";

    public string Status { get; init; } = "";

    public string Error { get; init; } = "";

    public string ErrorCode { get; init; } = "";

    public Struct Payload { get; init; } = new();

    public Struct Metadata { get; init; } = new();

    /// <summary>Appends it as a line.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        using (var writer = new Utf8JsonWriter(output, JsonLimits.Writing))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in Texts())
            {
                if (value.Length > 0)
                {
                    writer.WriteString(name, value);
                }
            }

            writer.WritePropertyName("payload");
            StructJson.Write(writer, Payload);
            writer.WritePropertyName("metadata");
            StructJson.Write(writer, Metadata);
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private IEnumerable<(string Name, string Value)> Texts() =>
    [
        ("id", Id),
        ("timestamp", Rfc3339.Write(Timestamp)),
        ("type", Type),
        ("version", "1.0"),
        ("room", Room),
        ("channel", Channel),
        ("sender", Sender),
        ("from_client", FromClient),
        ("to_client", ToClient),
        ("command", Command),
        ("request_id", RequestId),
        ("status", Status),
        ("error", Error),
        ("error_code", ErrorCode),
    ];

    /// <summary>An id of ArqonBus's form: <c>arq_{digits}_{digits}_{6 hex}</c>.</summary>
    private static string NewId(DateTimeOffset time) => string.Create(
        CultureInfo.InvariantCulture,
        $"arq_{time.ToUnixTimeMilliseconds()}_{RandomNumberGenerator.GetInt32(1, int.MaxValue)}_{RandomNumberGenerator.GetHexString(6, lowercase: true)}");
}
