using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>Checks proofs against roots that are trusted. Needs nothing but its arguments, and takes those of anyone: it never throws.</summary>
public static class MerkleProofs
{
    /// <summary>Whether the leaf is where the proof says, in the tree with that root (RFC 9162 section 2.1.3.2, for trees of RFC 6962).</summary>
    public static bool IsIncluded(LedgerHash leaf, InclusionProof proof, LedgerHash root) =>
        IsIncluded(leaf, proof.Index, proof.Size, proof.Path.IsDefault ? [] : proof.Path.AsSpan(), root);

    /// <summary>Whether the second tree begins with the first (RFC 9162 section 2.1.4.2). Of the empty tree nothing can be proved: every tree begins with it.</summary>
    public static bool IsConsistent(ConsistencyProof proof, LedgerHash firstRoot, LedgerHash secondRoot)
    {
        var path = proof.Path.IsDefault ? [] : proof.Path.AsSpan();
        return proof.First == proof.Second
            ? path.IsEmpty && firstRoot == secondRoot && (proof.First > 0 || (proof.First == 0 && firstRoot == MerkleHash.Empty))
            : proof.First > 0 && IsSubtree(0, proof.First, proof.Second, path, firstRoot, secondRoot);
    }

    /// <summary>
    /// Whether the leaf is in the subtree over the leaves from <paramref name="start"/> to before <paramref name="end"/>. A subtree is what
    /// draft-ietf-plants-merkle-tree-certs section 4.1 calls valid: it begins at a multiple of the power of two that it fits in.
    /// </summary>
    public static bool IsIncludedInSubtree(LedgerHash leaf, long index, long start, long end, ReadOnlySpan<LedgerHash> path, LedgerHash root) =>
        IsValidSubtree(start, end) && index >= start && IsIncluded(leaf, index - start, end - start, path, root);

    /// <summary>Whether the tree of a size has the subtree (the same draft, section 4.4; with <paramref name="start"/> 0, RFC 9162's consistency).</summary>
    public static bool IsSubtree(long start, long end, long size, ReadOnlySpan<LedgerHash> path, LedgerHash subtreeRoot, LedgerHash root)
    {
        if (start == end && start >= 0 && end <= size)
        {
            return path.IsEmpty && subtreeRoot == MerkleHash.Empty;
        }

        if (!IsValidSubtree(start, end) || end > size)
        {
            return false;
        }

        var (first, last, top) = (start, end - 1, size - 1);
        var isAtTheEnd = last == top;
        while (first != last && (isAtTheEnd || (last & 1) == 1))
        {
            (first, last, top) = (first >> 1, last >> 1, top >> 1);
        }

        if (first != last && path.IsEmpty)
        {
            return false;
        }

        var oldRoot = first == last ? subtreeRoot : path[0];
        var newRoot = oldRoot;
        foreach (var hash in first == last ? path : path[1..])
        {
            if (top == 0)
            {
                return false;
            }

            if ((last & 1) == 1 || last == top)
            {
                oldRoot = first < last ? MerkleHash.Node(hash, oldRoot) : oldRoot;
                newRoot = MerkleHash.Node(hash, newRoot);
                while (last > 0 && (last & 1) == 0)
                {
                    (first, last, top) = (first >> 1, last >> 1, top >> 1);
                }
            }
            else
            {
                newRoot = MerkleHash.Node(newRoot, hash);
            }

            (first, last, top) = (first >> 1, last >> 1, top >> 1);
        }

        return top == 0 && oldRoot == subtreeRoot && newRoot == root;
    }

    private static bool IsIncluded(LedgerHash leaf, long index, long size, ReadOnlySpan<LedgerHash> path, LedgerHash root)
    {
        if (index < 0 || index >= size)
        {
            return false;
        }

        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var sibling in path)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleHash.Node(sibling, hash);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                hash = MerkleHash.Node(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    private static bool IsValidSubtree(long start, long end)
    {
        if (start < 0 || start >= end)
        {
            return false;
        }

        var room = System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)(end - start));
        return (ulong)start % room == 0;
    }
}
