using System.Text.Json;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>Stamps as JSON.</summary>
internal sealed class TestCodec : IEnvelopeCodec
{
    public ReadOnlyMemory<byte> EncodeStamp(Stamp stamp) => JsonSerializer.SerializeToUtf8Bytes(stamp);
}
