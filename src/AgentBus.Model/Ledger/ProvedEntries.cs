using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>Entries of a ledger that whoever has the bus's public key can check, without asking the bus: a receipt, where they are decisions on one message.</summary>
/// <param name="Tenant">The tenant whose ledger it is.</param>
/// <param name="Entries">The entries with their proofs, all for the size of the head.</param>
/// <param name="Head">The signed head.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ProvedEntries")]
public sealed record ProvedEntries(
    [property: Id(0)] string Tenant, [property: Id(1)] ImmutableArray<ProvedEntry> Entries, [property: Id(2)] SignedTreeHead Head);
