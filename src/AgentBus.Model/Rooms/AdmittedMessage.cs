using Orleans;

namespace AgentBus.Model;

/// <summary>A message that admission let pass, with all that the journal stores beside it.</summary>
/// <param name="MessageId">The sender's id of it.</param>
/// <param name="IdempotencyKey">Names the publish over its retries.</param>
/// <param name="BodyDigest">SHA-256; tells a retry from another message under the same key.</param>
/// <param name="ExpiresAt">After this it is not handed over.</param>
/// <param name="Classification">Who may read it.</param>
/// <param name="Envelope">The serialised envelope as admitted.</param>
/// <param name="Stamp">The serialised stamp.</param>
/// <param name="Evidence">The verdict, serialised for the ledger.</param>
[GenerateSerializer, Immutable, Alias("agentbus.AdmittedMessage")]
public sealed record AdmittedMessage(
    [property: Id(0)] string MessageId,
    [property: Id(1)] string IdempotencyKey,
    [property: Id(2)] ReadOnlyMemory<byte> BodyDigest,
    [property: Id(3)] DateTimeOffset? ExpiresAt,
    [property: Id(4)] Classification Classification,
    [property: Id(5)] ReadOnlyMemory<byte> Envelope,
    [property: Id(6)] ReadOnlyMemory<byte> Stamp,
    [property: Id(7)] ReadOnlyMemory<byte> Evidence)
{
    /// <summary>
    /// The case that has the message delivered, or whose approval it goes by (DEL-09); empty: none. The journal notes in the message's own transaction that it has it (DEL-14), and a
    /// queue without room does not make a dead letter of it: that is the case's to do.
    /// </summary>
    [Id(8)]
    public string CaseId { get; init; } = "";

    /// <summary>The key by which it is known: the message's id where its sender gave it none.</summary>
    public string EffectiveIdempotencyKey => IdempotencyKey.Length > 0 ? IdempotencyKey : MessageId;
}
