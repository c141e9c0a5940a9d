using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>A message as a database holds it, beside its ledger.</summary>
/// <param name="Row">Its place among all evidence.</param>
/// <param name="Place">Where it lies.</param>
/// <param name="Envelope">Its bytes; empty: retention took them.</param>
/// <param name="BodyDigest">The SHA-256 of its body.</param>
/// <param name="Commitment">What salt and digest make of its content; null: the salt went with the content.</param>
public sealed record StoredContent(long Row, LedgerPlace Place, ReadOnlyMemory<byte> Envelope, ReadOnlyMemory<byte> BodyDigest, LedgerHash? Commitment);
