namespace AgentBus.Protocol.Frames;

/// <summary>What a Publish says of all its envelopes.</summary>
/// <param name="AwaitReplyMs">Its sender awaits replies for so long, in milliseconds; 0: it does not.</param>
/// <param name="AuditRequired">The answer waits until the decisions are in the ledger.</param>
public readonly record struct PublishTerms(uint AwaitReplyMs, bool AuditRequired);
