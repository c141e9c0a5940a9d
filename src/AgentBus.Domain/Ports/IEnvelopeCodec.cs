using AgentBus.Domain.Events;
using AgentBus.Domain.Queues;
using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>What grains need of the wire format without knowing it. Thread-safe.</summary>
public interface IEnvelopeCodec
{
    /// <summary>Serialises a stamp.</summary>
    ReadOnlyMemory<byte> EncodeStamp(Stamp stamp);

    /// <summary>Serialises a message of the bus: kind SYSTEM, from <see cref="SystemMessage.Sender"/>.</summary>
    ReadOnlyMemory<byte> EncodeSystem(SystemMessage message);

    /// <summary>
    /// Reads a serialised envelope, without the fields that belong to the bus. It never throws: what is wrong with the bytes goes into
    /// <see cref="Envelope.Defect"/>.
    /// </summary>
    Envelope Read(ReadOnlySpan<byte> encoded);

    /// <summary>
    /// What a message does, as a JSON object: content, media (with their hashes) and payload, for the digest that approvals are bound to
    /// and for those who decide. What cannot be read is an empty object; it never throws.
    /// </summary>
    ReadOnlyMemory<byte> ReadAction(ReadOnlySpan<byte> encoded);

    /// <summary>Reads a serialised stamp; null where it cannot be read.</summary>
    Stamp? ReadStamp(ReadOnlySpan<byte> encoded);

    /// <summary>Reads what a queue needs of a message that was admitted. What cannot be read is left at its default; it never throws.</summary>
    MessageHeader ReadHeader(ReadOnlySpan<byte> encoded);
}
