using System.Collections.Concurrent;
using System.Security.Cryptography;
using AgentBus.Domain.Events;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.Events;

/// <summary>Makes messages of the bus ready for a channel or an inbox. Thread-safe.</summary>
internal sealed class SystemEnvelopes(IEnvelopeCodec codec)
{
    // What the bus says of itself needs no verdict; the row of a journalled message must hold an object.
    private static readonly ReadOnlyMemory<byte> Evidence = """{"sender":"sys-bus","v":1}"""u8.ToArray();

    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> _stamps = new(StringComparer.Ordinal);

    /// <summary>Makes the message of an event.</summary>
    public AdmittedMessage Of(BusEvent happened) => Of(new SystemMessage(
        NewId(),
        happened.Tenant,
        ToAgent: "",
        new ChannelName(SystemRoom.Name, happened.Channel),
        MessageType.Event,
        happened.Subject,
        happened.Name,
        happened.At,
        happened.Fields));

    /// <summary>Makes the message.</summary>
    public AdmittedMessage Of(SystemMessage message)
    {
        var encoded = codec.EncodeSystem(message);
        return new AdmittedMessage(
            message.MessageId, message.MessageId, SHA256.HashData(encoded.Span), null, Classification.Public, encoded, StampOf(message.Tenant), Evidence);
    }

    /// <summary>An id for a message of the bus.</summary>
    public static string NewId() => Guid.CreateVersion7().ToString();

    private ReadOnlyMemory<byte> StampOf(string tenant) =>
        _stamps.GetOrAdd(tenant, static (name, encoder) => encoder.EncodeStamp(new Stamp(
            new AgentKey(name, SystemMessage.Sender), EntityType.Service, [], MessageStatus.Delivered, true, null, null, Classification.Public, [], "")), codec);
}
