using AgentBus.Load.Sockets;
using AgentBus.Load.Wire;
using AgentBus.Protocol.V1;

namespace AgentBus.Load.Drivers;

/// <summary>Follows one channel: every delivery must be the next one.</summary>
internal sealed class BusReceiver(RawWebSocket socket) : Receiver(socket)
{
    private ulong _last;

    protected override void Read(ReadOnlySpan<byte> message)
    {
        var frames = new FrameScanner(message);
        while (frames.Next())
        {
            var frame = new FrameScanner(frames.Bytes);
            while (frame.Next())
            {
                switch (frame.Field)
                {
                    case ServerFrame.DeliveryFieldNumber:
                        Take(Sequence(frame.Bytes));
                        break;
                    case ServerFrame.ErrorFieldNumber:
                        throw new InvalidDataException($"The bus answered with an error: {Error.Parser.ParseFrom(frame.Bytes)}");
                    case ServerFrame.GapFieldNumber:
                        throw new InvalidDataException($"A receiver has a gap: {Gap.Parser.ParseFrom(frame.Bytes)}");
                }
            }
        }
    }

    private static ulong Sequence(ReadOnlySpan<byte> delivery)
    {
        var fields = new FrameScanner(delivery);
        while (fields.Next())
        {
            if (fields.Field == Delivery.SequenceFieldNumber)
            {
                return fields.Number;
            }
        }

        throw new InvalidDataException("A delivery has no sequence.");
    }

    private void Take(ulong sequence)
    {
        if (_last != 0 && sequence != _last + 1)
        {
            throw new InvalidDataException($"A delivery is out of order: {sequence} after {_last}.");
        }

        _last = sequence;
        Received++;
    }
}
