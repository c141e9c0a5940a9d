using System.Collections.Immutable;
using System.Numerics;
using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>Makes roots and proofs of RFC 6962 from complete nodes. Each needs about as many of them as the tree is high.</summary>
public static class MerkleProver
{
    /// <summary>The root over the first <paramref name="size"/> leaves.</summary>
    public static LedgerHash Root(IMerkleNodes nodes, long size) => Root(nodes, 0, size);

    /// <summary>PATH(m, D[n]) of section 2.1.1.</summary>
    /// <param name="nodes">The nodes of a tree that is as large or larger.</param>
    /// <param name="index">The leaf, below the size.</param>
    /// <param name="size">The size that the proof is for.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public static InclusionProof Inclusion(IMerkleNodes nodes, long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = ImmutableArray.CreateBuilder<LedgerHash>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var middle = start + Split(end - start);
            if (index < middle)
            {
                path.Add(Root(nodes, middle, end));
                end = middle;
            }
            else
            {
                path.Add(Root(nodes, start, middle));
                start = middle;
            }
        }

        path.Reverse();
        return new InclusionProof(index, size, path.DrainToImmutable());
    }

    /// <summary>PROOF(m, D[n]) of section 2.1.2; without a path where the sizes are the same or the first is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The first size is larger than the second.</exception>
    public static ConsistencyProof Consistency(IMerkleNodes nodes, long first, long second)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        var path = ImmutableArray.CreateBuilder<LedgerHash>();
        if (first == 0 || first == second)
        {
            return new ConsistencyProof(first, second, []);
        }

        var (start, end) = (0L, second);
        while (end != first)
        {
            var middle = start + Split(end - start);
            if (first <= middle)
            {
                path.Add(Root(nodes, middle, end));
                end = middle;
            }
            else
            {
                path.Add(Root(nodes, start, middle));
                start = middle;
            }
        }

        // Where the old tree is a subtree of its own, its root is known to whoever asks.
        if (start > 0)
        {
            path.Add(Root(nodes, start, end));
        }

        path.Reverse();
        return new ConsistencyProof(first, second, path.DrainToImmutable());
    }

    /// <summary>The root over a range that begins where RFC 6962 lets a subtree begin.</summary>
    private static LedgerHash Root(IMerkleNodes nodes, long start, long end)
    {
        if (start == end)
        {
            return MerkleHash.Empty;
        }

        // From the right: each complete subtree is at least as high as those behind it.
        LedgerHash? root = null;
        while (end > start)
        {
            var level = BitOperations.TrailingZeroCount(end - start);
            end -= 1L << level;
            var node = nodes.Node(level, end >> level);
            root = root is { } right ? MerkleHash.Node(node, right) : node;
        }

        return root!.Value;
    }

    /// <summary>The largest power of two smaller than the number of leaves.</summary>
    private static long Split(long leaves) => 1L << BitOperations.Log2((ulong)(leaves - 1));
}
