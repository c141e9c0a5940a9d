using Orleans;

namespace AgentBus.Model;

/// <summary>A leaf of a tenant's ledger (AUD-01, AUD-02).</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Json">The entry: RFC 8785 JSON in UTF-8, exactly the bytes that are hashed (docs/ledger.md has the members).</param>
[GenerateSerializer, Immutable, Alias("agentbus.LedgerEntry")]
public sealed record LedgerEntry([property: Id(0)] long Index, [property: Id(1)] ReadOnlyMemory<byte> Json);
