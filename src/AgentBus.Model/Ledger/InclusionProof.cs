using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>Proves that an entry is in the ledger of a size (RFC 6962 section 2.1.1).</summary>
/// <param name="Index">The entry's place.</param>
/// <param name="Size">The ledger's size.</param>
/// <param name="Path">The missing hashes from the leaf up.</param>
[GenerateSerializer, Immutable, Alias("agentbus.InclusionProof")]
public sealed record InclusionProof(
    [property: Id(0)] long Index, [property: Id(1)] long Size, [property: Id(2)] ImmutableArray<LedgerHash> Path);
