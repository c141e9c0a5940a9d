using AgentBus.Model;
using AgentBus.Services;
using Google.Protobuf;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Http;

/// <summary>A message as the bus holds it.</summary>
/// <param name="Epoch">The history of its place, as digits: it has 64 bits.</param>
/// <param name="Sequence">Its place.</param>
/// <param name="AcceptedAt">When the bus accepted it.</param>
/// <param name="Envelope">What the sender said; null where this build cannot read it.</param>
/// <param name="Stamp">What the bus says of it.</param>
internal sealed record DeliveryData(string Epoch, long Sequence, DateTimeOffset AcceptedAt, Wire.Envelope? Envelope, Wire.Stamp? Stamp)
{
    /// <summary>A message that was received.</summary>
    public static DeliveryData Of(ReceivedMessage message) =>
        new($"{message.Position.Epoch}", message.Position.Sequence, message.AcceptedAt, message.Envelope, message.Stamp);

    /// <summary>A message of a history.</summary>
    public static DeliveryData Of(ChannelMessage message, ulong epoch) =>
        new($"{epoch}", message.Sequence, message.AcceptedAt, Read(Wire.Envelope.Parser, message.Envelope), Read(Wire.Stamp.Parser, message.Stamp));

    /// <summary>Reads bytes of the journal; null where they are no such message.</summary>
    public static T? Read<T>(MessageParser<T> parser, ReadOnlyMemory<byte> bytes)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes.Span);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
