using System.Buffers;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Encodings;

/// <summary>How a text protocol writes deliveries: the same for all its connections, so that a batch is written once for them. Thread-safe.</summary>
internal interface IDeliveryText
{
    /// <summary>Appends one delivery, ended by a line feed.</summary>
    void Write(IBufferWriter<byte> output, Wire.Delivery delivery);
}
