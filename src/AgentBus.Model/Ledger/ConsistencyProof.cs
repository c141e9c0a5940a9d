using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>Proves that a ledger still begins with what it was at a smaller size: nothing was changed or removed (RFC 6962 section 2.1.2).</summary>
/// <param name="First">The smaller size.</param>
/// <param name="Second">The larger size.</param>
/// <param name="Path">The hashes that both roots are built from.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ConsistencyProof")]
public sealed record ConsistencyProof(
    [property: Id(0)] long First, [property: Id(1)] long Second, [property: Id(2)] ImmutableArray<LedgerHash> Path);
