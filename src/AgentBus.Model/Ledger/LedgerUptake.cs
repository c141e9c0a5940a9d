using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>Evidence of one tenant, handed to its ledger; the same may be handed twice.</summary>
/// <param name="Rows">In the order of their rows.</param>
[GenerateSerializer, Immutable, Alias("agentbus.LedgerUptake")]
public sealed record LedgerUptake([property: Id(0)] ImmutableArray<LedgerEvidence> Rows);
