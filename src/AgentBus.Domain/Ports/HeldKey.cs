namespace AgentBus.Domain.Ports;

/// <summary>A key under which a message was held.</summary>
/// <param name="IdempotencyKey">The key.</param>
/// <param name="BodyDigest">SHA-256 of the message's body.</param>
/// <param name="MessageId">The message.</param>
/// <param name="CaseId">The case.</param>
/// <param name="OpenedAt">When.</param>
public sealed record HeldKey(string IdempotencyKey, ReadOnlyMemory<byte> BodyDigest, string MessageId, string CaseId, DateTimeOffset OpenedAt);
