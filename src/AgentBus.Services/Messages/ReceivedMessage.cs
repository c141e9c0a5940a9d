using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Services;

/// <summary>A message as the bus hands it over.</summary>
/// <param name="Envelope">What the sender said.</param>
/// <param name="Stamp">What the bus says of it.</param>
/// <param name="Channel">Where it came from.</param>
/// <param name="Position">Its place there.</param>
/// <param name="AcceptedAt">When the bus accepted it.</param>
public sealed record ReceivedMessage(Wire.Envelope Envelope, Wire.Stamp Stamp, ChannelKey Channel, Position Position, DateTimeOffset AcceptedAt)
{
    /// <summary>Reads a message of the journal.</summary>
    internal static ReceivedMessage Of(ChannelMessage message, ChannelKey channel, ulong epoch) => new(
        Wire.Envelope.Parser.ParseFrom(message.Envelope.Span),
        Wire.Stamp.Parser.ParseFrom(message.Stamp.Span),
        channel,
        new Position(epoch, message.Sequence),
        message.AcceptedAt);
}
