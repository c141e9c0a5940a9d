using System.Buffers;
using System.Text.Json;
using AgentBus.Model;
using AgentBus.Silo.Json;
using Google.Protobuf.WellKnownTypes;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>Messages as data of a reply: the names and forms of their JSON, with what the stamp says of the sender.</summary>
internal static class EnvelopeStruct
{
    /// <summary>The message. It was admitted, so it reads.</summary>
    public static Struct Of(ChannelMessage message)
    {
        var envelope = Wire.Envelope.Parser.ParseFrom(message.Envelope.Span);
        var stamp = Wire.Stamp.Parser.ParseFrom(message.Stamp.Span);
        (envelope.FromAgent, envelope.TenantId) = (stamp.Sender, stamp.TenantId);
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text))
        {
            EnvelopeJson.Write(writer, envelope);
        }

        using var json = JsonDocument.Parse(text.WrittenMemory, new JsonDocumentOptions { MaxDepth = JsonLimits.OwnDepth });
        return StructJson.Read(json.RootElement, new JsonFindings(), "");
    }
}
