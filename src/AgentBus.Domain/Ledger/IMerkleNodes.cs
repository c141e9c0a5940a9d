using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>The complete nodes of a tree, from which proofs are made.</summary>
public interface IMerkleNodes
{
    /// <summary>The root of the complete subtree over the leaves from <c>index * 2^level</c> on, <c>2^level</c> of them, all of which the tree has.</summary>
    LedgerHash Node(int level, long index);
}
