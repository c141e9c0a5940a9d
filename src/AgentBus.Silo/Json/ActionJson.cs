using System.Collections.Frozen;
using System.Text.Json;
using Google.Protobuf;
using WireFields = AgentBus.Protocol.Envelopes.EnvelopeFields;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Json;

/// <summary>
/// What a message does as JSON: its content, its payload, and whatever else a receiver can read of it, nothing of how it travels. So two messages with the same
/// text do the same. What is not set is left out, also of fields that the protocol has from a later version on.
/// </summary>
internal static class ActionJson
{
    private static readonly ReadOnlyMemory<byte> Nothing = "{}"u8.ToArray();

    // Ids, times, trace, keys, scores, and what the digest names beside the body or admission checks against the session.
    private static readonly FrozenSet<int> Outside = FrozenSet.Create(
        Wire.Envelope.MessageIdFieldNumber, Wire.Envelope.ConversationIdFieldNumber, Wire.Envelope.ContextIdFieldNumber, Wire.Envelope.ParentIdFieldNumber, Wire.Envelope.CorrelationIdFieldNumber,
        Wire.Envelope.CreatedAtFieldNumber, Wire.Envelope.ExpiresAtFieldNumber, Wire.Envelope.TimestampFieldNumber, Wire.Envelope.TraceparentFieldNumber, Wire.Envelope.TracestateFieldNumber,
        Wire.Envelope.IdempotencyKeyFieldNumber, Wire.Envelope.ApprovalIdFieldNumber, Wire.Envelope.RequiresApprovalFieldNumber, Wire.Envelope.EhiScoreFieldNumber, Wire.Envelope.PriorityFieldNumber,
        Wire.Envelope.ProtocolVersionFieldNumber, Wire.Envelope.ConstitutionalHashFieldNumber, Wire.Envelope.ProtocolFieldNumber, Wire.Envelope.TenantIdFieldNumber, Wire.Envelope.FromAgentFieldNumber,
        Wire.Envelope.ToAgentFieldNumber, Wire.Envelope.RecipientsFieldNumber, Wire.Envelope.RoomFieldNumber, Wire.Envelope.ChannelFieldNumber, Wire.Envelope.TargetFieldNumber,
        Wire.Envelope.MessageTypeFieldNumber, Wire.Envelope.ActionFieldNumber, Wire.Envelope.ToolFieldNumber,
        Wire.Envelope.ContentFieldNumber, Wire.Envelope.PayloadFieldNumber, Wire.Envelope.SchemaVersionFieldNumber);

    /// <summary>Writes it; an empty object where the bytes are no envelope.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlySpan<byte> encoded)
    {
        Wire.Envelope envelope;
        try
        {
            envelope = Wire.Envelope.Parser.ParseFrom(encoded);
        }
        catch (InvalidProtocolBufferException)
        {
            return Nothing;
        }

        var bytes = new System.Buffers.ArrayBufferWriter<byte>(encoded.Length + 64);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            if (envelope.Content is { } content)
            {
                json.WritePropertyName("content"u8);
                Write(json, content);
            }

            if (envelope.Payload is { } payload)
            {
                json.WritePropertyName("payload"u8);
                StructJson.Write(json, payload);
            }

            json.WriteString("schema_version"u8, envelope.SchemaVersion);
            MessageWriter.WriteFields(json, envelope, static field => !Outside.Contains(field.FieldNumber) && !WireFields.IsOwnedByBus(field.FieldNumber));
            Write(json, BeyondJson.Of(envelope, encoded));
            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<string> beyond)
    {
        if (beyond.Count == 0)
        {
            return;
        }

        json.WriteStartArray("beyond_json"u8);
        foreach (var one in beyond)
        {
            json.WriteStringValue(one);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Wire.Content content)
    {
        json.WriteStartObject();
        json.WriteString("encoding"u8, content.Encoding);
        if (content.Encrypted is { } encrypted)
        {
            json.WriteStartObject("encrypted"u8);
            json.WriteString("algorithm"u8, encrypted.Algorithm);
            json.WriteBase64String("ciphertext"u8, encrypted.Ciphertext.Span);
            json.WriteString("key_id"u8, encrypted.KeyId);
            json.WriteBase64String("nonce"u8, encrypted.Nonce.Span);
            json.WriteEndObject();
        }

        json.WriteStartArray("media"u8);
        foreach (var medium in content.Media)
        {
            json.WriteStartObject();
            json.WriteString("content_type"u8, medium.ContentType);
            json.WriteString("name"u8, medium.Name);
            json.WriteString("sha256"u8, Convert.ToHexStringLower(medium.Sha256.Span));
            json.WriteString("size_bytes"u8, medium.SizeBytes.ToString(System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("uri"u8, medium.Uri);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (content.Structured is { } structured)
        {
            json.WritePropertyName("structured"u8);
            StructJson.Write(json, structured);
        }

        json.WriteString("text"u8, content.Text);
        json.WriteEndObject();
    }
}
