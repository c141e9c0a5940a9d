using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>Entries to append to a tenant's ledger, as one or not at all.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Before">What the ledger must be now; anything else means that another one appends to it.</param>
/// <param name="After">What it will be.</param>
/// <param name="LastLeaf">The hash of the last leaf then.</param>
/// <param name="TakenThrough">The last row of evidence that is in it then.</param>
/// <param name="Batch">The entries.</param>
/// <param name="Tiles">The tiles that change, as they are then.</param>
public sealed record LedgerAppend(
    string Tenant, TreeHead Before, TreeHead After, LedgerHash LastLeaf, long TakenThrough, LedgerBatch Batch, IReadOnlyList<LedgerTile> Tiles);
