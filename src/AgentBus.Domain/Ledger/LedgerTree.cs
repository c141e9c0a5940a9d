using System.Numerics;
using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>
/// A tree that grows by appending. It holds the roots of the complete subtrees at its right edge and the tiles that are not full: some ten
/// kilobytes, whatever its size; a leaf costs two hashes. Not thread-safe.
/// </summary>
public sealed class LedgerTree
{
    private const int Levels = 63;

    // The root of the complete subtree of each level at the right edge, where the size has that bit.
    private readonly LedgerHash[] _edge = new LedgerHash[Levels];
    private readonly List<TileTail> _tails = [];

    /// <summary>An empty tree.</summary>
    public LedgerTree()
    {
    }

    /// <summary>The tree of a stored ledger.</summary>
    /// <exception cref="InvalidOperationException">What is stored does not fit together: its hashes do not make its root.</exception>
    public LedgerTree(LedgerState state)
    {
        Size = state.Head.Size;
        LastLeaf = state.LastLeaf;
        for (var (level, count) = (0, Size); count > 0; level++, count /= LedgerTile.Width)
        {
            var used = (int)(count % LedgerTile.Width);
            var tail = (state.Tails.FirstOrDefault(tile => tile.Level == level && tile.Index == count / LedgerTile.Width)?.Hashes ?? default).Span;
            if (tail.Length < used * LedgerHash.Size)
            {
                throw new InvalidOperationException($"The stored ledger has {Size} entries, and a tile of level {level} is not whole.");
            }

            _tails.Add(new TileTail(level, count / LedgerTile.Width, tail[..(used * LedgerHash.Size)]));
        }

        var nodes = new TileNodes((level, _) => _tails[level].Hashes);
        for (var bits = Size; bits != 0; bits &= bits - 1)
        {
            var level = BitOperations.TrailingZeroCount(bits);
            _edge[level] = nodes.Node(level, (Size >> level) - 1);
        }

        if (Root() != state.Head.Root)
        {
            throw new InvalidOperationException($"The stored ledger has {Size} entries, and its hashes do not make its root {state.Head.Root}.");
        }
    }

    /// <summary>Leaves.</summary>
    public long Size { get; private set; }

    /// <summary>The hash of the last leaf; all zero before the first.</summary>
    public LedgerHash LastLeaf { get; private set; }

    /// <summary>Size and root.</summary>
    public TreeHead Head => new(Size, Root());

    /// <summary>Appends the hash of a leaf.</summary>
    public void Append(LedgerHash leaf)
    {
        LastLeaf = leaf;
        var (hash, level) = (leaf, 0);
        Note(level, hash);
        for (var bits = Size; (bits & 1) == 1; bits >>= 1)
        {
            hash = MerkleHash.Node(_edge[level], hash);
            level++;
            Note(level, hash);
        }

        _edge[level] = hash;
        Size++;
    }

    /// <summary>The tiles that changed since they were taken last.</summary>
    public IReadOnlyList<LedgerTile> TakeTiles() => [.. _tails.SelectMany(static tail => tail.Take())];

    private LedgerHash Root()
    {
        if (Size == 0)
        {
            return MerkleHash.Empty;
        }

        var root = _edge[BitOperations.TrailingZeroCount(Size)];
        for (var bits = Size & (Size - 1); bits != 0; bits &= bits - 1)
        {
            root = MerkleHash.Node(_edge[BitOperations.TrailingZeroCount(bits)], root);
        }

        return root;
    }

    private void Note(int level, LedgerHash hash)
    {
        if (level % LedgerTile.Height != 0)
        {
            return;
        }

        if (level / LedgerTile.Height == _tails.Count)
        {
            _tails.Add(new TileTail(_tails.Count, 0, []));
        }

        _tails[level / LedgerTile.Height].Add(hash);
    }
}
