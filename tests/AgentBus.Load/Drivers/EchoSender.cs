using AgentBus.Load.Sockets;
using AgentBus.Load.Wire;

namespace AgentBus.Load.Drivers;

/// <summary>Sends to the bare echo, which gives every message back.</summary>
internal sealed class EchoSender(RawWebSocket socket, MessageTemplate template) : Sender(socket, template)
{
    protected override void Read(ReadOnlySpan<byte> message)
    {
        if (message.Length != Template.PayloadBytes)
        {
            throw new InvalidDataException($"The echo returned {message.Length} bytes of {Template.PayloadBytes}.");
        }

        Answer(MessageTemplate.Number(message[Template.CounterOffset..]));
    }
}
