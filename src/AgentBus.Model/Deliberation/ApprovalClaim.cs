using Orleans;

namespace AgentBus.Model;

/// <summary>What a sender wants to use an approval for (DEL-09): the message as admission leaves it.</summary>
/// <param name="Sender">Who sends it.</param>
/// <param name="Key">The key that it is sent under: an approval is used under one key only, however often that is tried.</param>
/// <param name="MessageId">The sender's id of it.</param>
/// <param name="Digest">The digest of its action, in hex; empty where its content has none.</param>
/// <param name="Classification">How sensitive admission takes it to be.</param>
/// <param name="Verdict">What admission says of it, and what would hold it.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ApprovalClaim")]
public sealed record ApprovalClaim(
    [property: Id(0)] AgentKey Sender,
    [property: Id(1)] string Key,
    [property: Id(2)] string MessageId,
    [property: Id(3)] string Digest,
    [property: Id(4)] Classification Classification,
    [property: Id(5)] Verdict Verdict);
