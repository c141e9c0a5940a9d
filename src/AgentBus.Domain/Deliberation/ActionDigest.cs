using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using AgentBus.Domain.Canonical;
using AgentBus.Domain.Evidence;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>
/// What an approval is bound to: SHA-256 over RFC 8785 JSON of who does what to whom with what content. Ids, times, trace, metrics and keys
/// stand outside, so that the same action sent again has the same digest, and any other has not.
/// </summary>
public static class ActionDigest
{
    /// <summary>The version of what is hashed.</summary>
    public const int Version = 1;

    /// <summary>The digest in hex; null where the content has no canonical form.</summary>
    /// <param name="envelope">The message after inspection.</param>
    /// <param name="sender">Who sends it.</param>
    /// <param name="target">Where it goes, as clients name it.</param>
    /// <param name="classification">The effective classification.</param>
    /// <param name="body">Content, media and payload as a JSON object (<see cref="Ports.IEnvelopeCodec.ReadAction"/>).</param>
    public static string? Of(Envelope envelope, AgentKey sender, string target, Classification classification, ReadOnlyMemory<byte> body) =>
        Of(new ShownAction(sender.Tenant, sender.Agent, target, envelope.Type.ToString(), envelope.Action, envelope.Tool, ClassificationNames.Of(classification), body));

    /// <summary>The same of what a reviewer is shown, so that they need not believe the digest that is shown with it.</summary>
    public static string? Of(ShownAction shown)
    {
        var json = new ArrayBufferWriter<byte>(shown.Body.Length + 512);
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("action"u8, shown.Action);
            writer.WriteString("classification"u8, shown.Classification);
            writer.WritePropertyName("body"u8);
            writer.WriteRawValue(shown.Body.Span, skipInputValidation: true);
            writer.WriteString("message_type"u8, shown.MessageType);
            writer.WriteString("sender"u8, shown.Sender);
            writer.WriteString("target"u8, shown.Target);
            writer.WriteString("tenant"u8, shown.Tenant);
            writer.WriteString("tool"u8, shown.Tool);
            writer.WriteNumber("v"u8, Version);
            writer.WriteEndObject();
        }

        var text = new ArrayBufferWriter<byte>(json.WrittenCount);
        return CanonicalJson.Write(json.WrittenMemory, text) == CanonicalFault.None ? Convert.ToHexStringLower(SHA256.HashData(text.WrittenSpan)) : null;
    }
}
