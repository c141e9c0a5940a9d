using AgentBus.Domain.Ledger;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Ledger;

/// <summary>All complete nodes of a tree in lists, level by level.</summary>
internal sealed class ListedNodes : IMerkleNodes
{
    private readonly List<List<LedgerHash>> _levels = [[]];

    public long Size => _levels[0].Count;

    public LedgerHash Node(int level, long index) => _levels[level][(int)index];

    public void Add(LedgerHash leaf)
    {
        _levels[0].Add(leaf);
        for (var level = 0; _levels[level].Count % 2 == 0; level++)
        {
            if (level + 1 == _levels.Count)
            {
                _levels.Add([]);
            }

            _levels[level + 1].Add(MerkleHash.Node(_levels[level][^2], _levels[level][^1]));
        }
    }
}
