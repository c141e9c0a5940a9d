using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>What became of a batch: one receipt for each message, in its order.</summary>
/// <param name="Receipts">The receipts.</param>
[GenerateSerializer, Immutable, Alias("agentbus.SendResult")]
public sealed record SendResult([property: Id(0)] ImmutableArray<Receipt> Receipts);
