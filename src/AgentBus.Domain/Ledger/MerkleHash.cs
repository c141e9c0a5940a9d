using System.Security.Cryptography;
using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>The hashes of RFC 6962 section 2.1: leaves and nodes begin with different bytes, so that neither passes for the other.</summary>
public static class MerkleHash
{
    private const int OnStack = 4096;
    private const byte LeafPrefix = 0x00;
    private const byte NodePrefix = 0x01;

    /// <summary>The root of the tree without a leaf: the hash of nothing.</summary>
    public static LedgerHash Empty { get; } = Of([]);

    /// <summary>The hash of a leaf.</summary>
    public static LedgerHash Leaf(ReadOnlySpan<byte> entry)
    {
        var bytes = entry.Length < OnStack ? stackalloc byte[OnStack] : new byte[entry.Length + 1];
        bytes[0] = LeafPrefix;
        entry.CopyTo(bytes[1..]);
        return Of(bytes[..(entry.Length + 1)]);
    }

    /// <summary>The hash of a node over two hashes.</summary>
    public static LedgerHash Node(LedgerHash left, LedgerHash right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * LedgerHash.Size)];
        bytes[0] = NodePrefix;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + LedgerHash.Size)..]);
        return Of(bytes);
    }

    private static LedgerHash Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[LedgerHash.Size];
        SHA256.HashData(bytes, hash);
        return LedgerHash.Of(hash);
    }
}
