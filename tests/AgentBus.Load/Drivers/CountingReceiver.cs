using AgentBus.Load.Sockets;

namespace AgentBus.Load.Drivers;

/// <summary>Receives from the bare fan-out: one message, one delivery.</summary>
internal sealed class CountingReceiver(RawWebSocket socket) : Receiver(socket)
{
    protected override void Read(ReadOnlySpan<byte> message) => Received++;
}
