using Orleans;

namespace AgentBus.Model;

/// <summary>A ledger at one size: whoever knows it can tell whether an entry is in it, and whether a later ledger still begins with it.</summary>
/// <param name="Size">Entries.</param>
/// <param name="Root">The root of the tree over them (RFC 6962 section 2.1).</param>
[GenerateSerializer, Immutable, Alias("agentbus.TreeHead")]
public sealed record TreeHead([property: Id(0)] long Size, [property: Id(1)] LedgerHash Root);
