using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>A key under which a message was delivered, with what its receipt said.</summary>
/// <param name="IdempotencyKey">The key.</param>
/// <param name="BodyDigest">SHA-256 of the message's body.</param>
/// <param name="MessageId">The message.</param>
/// <param name="Channel">Where it went.</param>
/// <param name="Position">Its place there.</param>
/// <param name="AcceptedAt">When.</param>
public sealed record DeliveredKey(
    string IdempotencyKey,
    ReadOnlyMemory<byte> BodyDigest,
    string MessageId,
    ChannelKey Channel,
    Position Position,
    DateTimeOffset AcceptedAt);
