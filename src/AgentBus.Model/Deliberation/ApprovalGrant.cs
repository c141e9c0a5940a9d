using Orleans;

namespace AgentBus.Model;

/// <summary>An approval that is reserved for one message.</summary>
/// <param name="ApprovalId">The case that gave it.</param>
/// <param name="MessageId">The message.</param>
/// <param name="Digest">The digest of the action that was approved, in hex: no other is.</param>
/// <param name="ExpiresAt">When it ends.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ApprovalGrant")]
public sealed record ApprovalGrant(
    [property: Id(0)] string ApprovalId,
    [property: Id(1)] string MessageId,
    [property: Id(2)] string Digest,
    [property: Id(3)] DateTimeOffset ExpiresAt);
