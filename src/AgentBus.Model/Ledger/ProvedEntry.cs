using Orleans;

namespace AgentBus.Model;

/// <summary>An entry with the proof that it is in the ledger.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Proof">Its proof, for the size of the head beside it.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ProvedEntry")]
public sealed record ProvedEntry([property: Id(0)] LedgerEntry Entry, [property: Id(1)] InclusionProof Proof)
{
    /// <summary>The salt with which whoever has the content shows that the entry names it; empty: whoever asked may not see the content, or it is gone.</summary>
    [Id(2)] public ReadOnlyMemory<byte> ContentSalt { get; init; }
}
