using System.Text;
using AgentBus.Load.Sockets;
using AgentBus.Load.Wire;
using AgentBus.Protocol.V1;

namespace AgentBus.Load.Drivers;

/// <summary>Sends requests; what answers one is its reply, which is acknowledged.</summary>
internal sealed class Requester(RawWebSocket socket, MessageTemplate template, SeenMessages seen) : Sender(socket, template)
{
    private readonly HandedOut _handedOut = new(socket, seen);

    protected override void Read(ReadOnlySpan<byte> message)
    {
        var frames = new FrameScanner(message);
        while (frames.Next())
        {
            var frame = new FrameScanner(frames.Bytes);
            while (frame.Next())
            {
                if (frame.Field != ServerFrame.DeliveryFieldNumber)
                {
                    HandedOut.Require(frame.Field, frame.Bytes);
                }
                else if (_handedOut.Take(frame.Bytes) is { } reply)
                {
                    Answer(MessageTemplate.Number(Encoding.ASCII.GetBytes(reply.ParentId).AsSpan(Template.Prefix.Length)));
                }
            }
        }
    }

    protected override void Flush() => _handedOut.Acknowledge();
}
