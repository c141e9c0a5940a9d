using System.Buffers;
using System.Text.Json;
using AgentBus.Model;
using AgentBus.Silo.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Telemetry;

/// <summary>An event of the telemetry stream: <c>{"eventType", "payload"}</c> (OBS-10).</summary>
/// <param name="Type">What happened: 1 to 64 of A-Z a-z 0-9 _ . -.</param>
/// <param name="Payload">The facts.</param>
internal sealed record TelemetryEvent(string Type, Struct Payload)
{
    private const string TypeField = "eventType";
    private const string PayloadField = "payload";
    private const int MaxType = 64;
    private const int MaxDepth = 16;

    private static readonly Refusal NoEvent = new(Code.MessageInvalid, $"An event is an object of {TypeField} (1 to {MaxType} of A-Z a-z 0-9 _ . -) and {PayloadField} (an object), and of nothing else.");

    /// <summary>Reads one that a client sent.</summary>
    public static Result<TelemetryEvent> Read(ReadOnlyMemory<byte> text)
    {
        var parsed = JsonText.Parse(text, MaxDepth);
        if (!parsed.IsOk)
        {
            return parsed.Refusal;
        }

        using var document = parsed.Value;
        var json = document.RootElement;
        if (json.ValueKind != JsonValueKind.Object
            || json.EnumerateObject().Any(static member => !member.NameEquals(TypeField) && !member.NameEquals(PayloadField))
            || JsonText.Text(json, TypeField) is not { Length: > 0 and <= MaxType } type
            || !type.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-')
            || !json.TryGetProperty(PayloadField, out var payload))
        {
            return NoEvent;
        }

        var findings = new JsonFindings();
        var data = StructJson.Read(payload, findings, PayloadField);
        return findings.Defect.Length > 0 ? new Refusal(Code.MessageInvalid, findings.Defect) : new TelemetryEvent(type, data);
    }

    /// <summary>Writes a message of the stream as an event; it tells the payload, never the content, which is not for telemetry (OBS-11). Null: the message cannot be read.</summary>
    public static byte[]? Write(Wire.Delivery delivery)
    {
        Wire.Envelope envelope;
        try
        {
            envelope = Wire.Envelope.Parser.ParseFrom(delivery.Envelope);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }

        var type = envelope.Action.Length > 0 ? envelope.Action : delivery.Channel;
        return Write(type, envelope.Payload ?? new Struct(), delivery, envelope.FromAgent);
    }

    /// <summary>Tells how many events a client was too slow for.</summary>
    public static byte[] Dropped(long count) => Write("events_dropped", new Struct { Fields = { ["count"] = Value.ForNumber(count) } }, null, "");

    private static byte[] Write(string type, Struct payload, Wire.Delivery? delivery, string source)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString(TypeField, type);
            writer.WritePropertyName(PayloadField);
            StructJson.Write(writer, payload);
            if (delivery is not null)
            {
                writer.WriteString("timestamp", Rfc3339.Write(DateTimeOffset.UnixEpoch.AddMicroseconds(delivery.TimeUnixUs)));
                writer.WriteString("source", source);
                writer.WriteString("channel", $"{delivery.Room}:{delivery.Channel}");
                writer.WriteNumber("sequence", delivery.Sequence);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
