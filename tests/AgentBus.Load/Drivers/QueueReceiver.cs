using AgentBus.Load.Sockets;
using AgentBus.Load.Wire;
using AgentBus.Protocol.V1;

namespace AgentBus.Load.Drivers;

/// <summary>Takes messages out of an inbox or a work queue and acknowledges each; counted is each once.</summary>
internal class QueueReceiver(RawWebSocket socket, SeenMessages seen) : Receiver(socket)
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
                else if (_handedOut.Take(frame.Bytes) is { } envelope)
                {
                    Received++;
                    Answer(envelope);
                }
            }
        }
    }

    protected override void Flush() => _handedOut.Acknowledge();

    /// <summary>What it does about a message besides acknowledging it.</summary>
    protected virtual void Answer(Envelope envelope)
    {
    }
}
