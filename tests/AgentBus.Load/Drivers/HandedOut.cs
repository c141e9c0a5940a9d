using AgentBus.Load.Sockets;
using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.Load.Drivers;

/// <summary>What the bus hands out of queues on one connection: each is acknowledged, all that came together in one frame.</summary>
internal sealed class HandedOut(RawWebSocket socket, SeenMessages seen)
{
    private readonly List<ulong> _sequences = [];
    private Delivery _from = new();

    /// <summary>Takes a delivery. Its envelope; null where the bus has handed it out before.</summary>
    public Envelope? Take(ReadOnlySpan<byte> bytes)
    {
        var delivery = Delivery.Parser.ParseFrom(bytes);
        if (delivery.Kind is not (ChannelKind.Inbox or ChannelKind.WorkQueue))
        {
            throw new InvalidDataException($"Not out of a queue: {delivery}");
        }

        if (_sequences.Count > 0 && (delivery.Room, delivery.Channel) != (_from.Room, _from.Channel))
        {
            Acknowledge();
        }

        _from = delivery;
        _sequences.Add(delivery.Sequence);
        return seen.IsNew(delivery) ? Envelope.Parser.ParseFrom(delivery.Envelope) : null;
    }

    /// <summary>Acknowledges what was taken since the last time.</summary>
    public void Acknowledge()
    {
        if (_sequences.Count == 0)
        {
            return;
        }

        var ack = new Ack { Room = _from.Room, Channel = _from.Channel, Epoch = _from.Epoch, Sequences = { _sequences }, Kind = AckKind.Done };
        _sequences.Clear();
        socket.Send(ClientFraming.Frame(new ClientFrames { Frames = { new ClientFrame { Ack = ack } } }.ToByteArray(), out _, out _));
    }

    /// <summary>The frames of a message of the bus; an error ends the run.</summary>
    public static void Require(int field, ReadOnlySpan<byte> bytes)
    {
        switch (field)
        {
            case ServerFrame.ErrorFieldNumber:
                throw new InvalidDataException($"The bus answered with an error: {Error.Parser.ParseFrom(bytes)}");
            case ServerFrame.DrainFieldNumber:
                throw new InvalidDataException("The bus is going away.");
            case ServerFrame.ReceiptsFieldNumber:
                foreach (var receipt in Receipts.Parser.ParseFrom(bytes).Receipts_)
                {
                    if (receipt.Outcome != Outcome.Delivered)
                    {
                        throw new InvalidDataException($"The bus refused: {receipt}");
                    }
                }

                break;
        }
    }
}
