using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>What grains need of the wire format without knowing it. Thread-safe.</summary>
public interface IEnvelopeCodec
{
    /// <summary>Serialises a stamp.</summary>
    ReadOnlyMemory<byte> EncodeStamp(Stamp stamp);
}
