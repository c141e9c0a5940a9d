using AgentBus.Protocol.V1;

namespace AgentBus.Client;

/// <summary>One message of a channel, as the bus hands it out.</summary>
public class Delivery
{
    private Envelope? _envelope;

    /// <summary>The room.</summary>
    public required string Room { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Its place in the channel. Subscribe from the last one you dealt with to go on after it.</summary>
    public required Position Position { get; init; }

    /// <summary>When the bus accepted it; microseconds.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>What the bus vouches for: sender, roles, scores. Nothing in it can come from the sender.</summary>
    public required Stamp Stamp { get; init; }

    /// <summary>The sender's envelope, byte for byte unless the bus redacted it.</summary>
    public required ReadOnlyMemory<byte> Encoded { get; init; }

    /// <summary>Messages were lost before this one; null in the ordinary case.</summary>
    public DeliveryGap? GapBefore { get; init; }

    /// <summary>The agent that sent it, as the bus authenticated it.</summary>
    public string Sender => Stamp.Sender;

    /// <summary>The envelope, parsed at the first use.</summary>
    /// <exception cref="Google.Protobuf.InvalidProtocolBufferException">The bytes are no envelope.</exception>
    public Envelope Envelope => _envelope ??= Envelope.Parser.ParseFrom(Encoded.Span);

    /// <summary>The sender's id of the message.</summary>
    public string MessageId => Envelope.MessageId;

    /// <summary>The text of the envelope's content; empty when it has none.</summary>
    public string Text => Envelope.Content?.Text ?? "";

    /// <inheritdoc />
    public override string ToString() => $"{Room}:{Channel}#{Position.Sequence} {Sender}: {Text}";
}
