using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>How far a stored ledger is.</summary>
/// <param name="Head">Its size and root.</param>
/// <param name="LastLeaf">The hash of the last leaf; all zero before the first.</param>
/// <param name="TakenThrough">The last row of evidence that is in it; 0: none.</param>
/// <param name="Tails">The last tile of each level, where it is not full.</param>
/// <param name="Signed">The latest signed head; null: none yet.</param>
public sealed record LedgerState(
    TreeHead Head, LedgerHash LastLeaf, long TakenThrough, IReadOnlyList<LedgerTile> Tails, SignedTreeHead? Signed)
{
    /// <summary>A ledger that has nothing in it.</summary>
    public static LedgerState None { get; } = new(new TreeHead(0, MerkleHash.Empty), default, 0, [], null);
}
