using System.Text.Json;
using Google.Protobuf;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Json;

/// <summary>
/// Envelopes as JSON and back: the one place, for HTTP and for the JSON subprotocol. Names are the proto's (snake_case), enum values lower
/// snake case, times RFC 3339, bytes base64.
/// </summary>
internal static class EnvelopeJson
{
    private const string ContentField = "content";
    private const string TextField = "text";
    private const string StructuredField = "structured";

    /// <summary>Reads an envelope. What is wrong, and what is not known, the findings say; an envelope comes in any case.</summary>
    /// <param name="json">The envelope.</param>
    /// <param name="findings">Takes what is wrong or not known.</param>
    /// <param name="path">Where it is, for the findings.</param>
    public static Wire.Envelope Read(JsonElement json, JsonFindings findings, string path = "")
    {
        var envelope = new Wire.Envelope();
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty(ContentField, out var content) && IsBare(content))
        {
            envelope.Content = ReadBare(content, findings);
            MessageReader.Read(json, envelope, findings, path, except: ContentField);
            return envelope;
        }

        MessageReader.Read(json, envelope, findings, path);
        return envelope;
    }

    /// <summary>Writes a message of the wire: an envelope, a stamp, or a part of one.</summary>
    public static void Write(Utf8JsonWriter writer, IMessage message) => MessageWriter.Write(writer, message);

    /// <summary>
    /// Content in the form of the sources (MSG-14): text as it is, or an object of the sender's own. An object that has a field of Content is a Content.
    /// </summary>
    private static bool IsBare(JsonElement content) =>
        content.ValueKind == JsonValueKind.String
        || (content.ValueKind == JsonValueKind.Object
            && content.EnumerateObject().Any()
            && !Wire.Content.Descriptor.Fields.InFieldNumberOrder().Any(field => content.TryGetProperty(field.Name, out _)));

    private static Wire.Content ReadBare(JsonElement content, JsonFindings findings)
    {
        if (content.ValueKind == JsonValueKind.Object)
        {
            return new Wire.Content { Structured = StructJson.Read(content, findings, $"{ContentField}.{StructuredField}") };
        }

        if (!JsonText.TryGetText(content, out var text))
        {
            findings.Wrong($"{ContentField}.{TextField}", "must be Unicode text");
        }

        return new Wire.Content { Text = text };
    }
}
