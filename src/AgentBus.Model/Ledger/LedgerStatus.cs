using Orleans;

namespace AgentBus.Model;

/// <summary>How a tenant's ledger stands.</summary>
/// <param name="Head">Entries and root, not signed.</param>
/// <param name="TakenThrough">The last row of evidence that is in it.</param>
/// <param name="Signed">The latest signed head; null: there is none yet.</param>
/// <param name="Fault">Why it writes no more; empty: it writes.</param>
/// <param name="IsCompared">It was compared with all heads outside the data directory, as far as there are any.</param>
[GenerateSerializer, Immutable, Alias("agentbus.LedgerStatus")]
public sealed record LedgerStatus(
    [property: Id(0)] TreeHead Head, [property: Id(1)] long TakenThrough, [property: Id(2)] SignedTreeHead? Signed, [property: Id(3)] string Fault, [property: Id(4)] bool IsCompared);
