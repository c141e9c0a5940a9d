using System.Text;
using AgentBus.Load.Sockets;
using AgentBus.Load.Wire;
using AgentBus.Protocol.V1;

namespace AgentBus.Load.Drivers;

/// <summary>Sends to the bus, which gives a receipt for every message. A refusal ends the run: refused messages are no figure.</summary>
internal sealed class BusSender(RawWebSocket socket, MessageTemplate template, bool durable) : Sender(socket, template)
{
    private ulong _lastSequence;

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
                    case ServerFrame.ReceiptsFieldNumber:
                        ReadReceipts(frame.Bytes);
                        break;
                    case ServerFrame.ErrorFieldNumber:
                        throw new InvalidDataException($"The bus answered with an error: {Error.Parser.ParseFrom(frame.Bytes)}");
                    case ServerFrame.DrainFieldNumber:
                        throw new InvalidDataException("The bus is going away.");
                }
            }
        }
    }

    private void ReadReceipts(ReadOnlySpan<byte> receipts)
    {
        var list = new FrameScanner(receipts);
        while (list.Next())
        {
            var receipt = new FrameScanner(list.Bytes);
            var (number, outcome, sequence) = (-1L, 0, 0UL);
            while (receipt.Next())
            {
                switch (receipt.Field)
                {
                    case Receipt.MessageIdFieldNumber when receipt.Bytes.StartsWith(Template.Prefix):
                        number = MessageTemplate.Number(receipt.Bytes[Template.Prefix.Length..]);
                        break;
                    case Receipt.OutcomeFieldNumber:
                        outcome = (int)receipt.Number;
                        break;
                    case Receipt.CodeFieldNumber when receipt.Bytes.Length > 0:
                        throw new InvalidDataException($"The bus refused: {Receipt.Parser.ParseFrom(list.Bytes)}");
                    case Receipt.SequenceFieldNumber:
                        sequence = receipt.Number;
                        break;
                }
            }

            if (outcome != (int)Outcome.Delivered || (durable && sequence <= _lastSequence))
            {
                throw new InvalidDataException($"Not a receipt of a delivery in order: {Receipt.Parser.ParseFrom(list.Bytes)} after sequence {_lastSequence}. {Encoding.ASCII.GetString(Template.Prefix)}");
            }

            _lastSequence = sequence;
            Answer(number);
        }
    }
}
