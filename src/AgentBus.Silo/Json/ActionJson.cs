using System.Text.Json;
using Google.Protobuf;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Json;

/// <summary>
/// What a message does as JSON: all of its content and its payload, nothing of how it travels. Whatever a receiver can read of them is in
/// it, so that two messages with the same text do the same.
/// </summary>
internal static class ActionJson
{
    private static readonly ReadOnlyMemory<byte> Nothing = "{}"u8.ToArray();

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
            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
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
