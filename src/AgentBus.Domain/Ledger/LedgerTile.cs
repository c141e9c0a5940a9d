namespace AgentBus.Domain.Ledger;

/// <summary>
/// Hashes of a tree as they are stored: 256 neighbours of every eighth level; the last tile of a level has fewer. Hashes in between are made
/// from them when a proof needs them.
/// </summary>
/// <param name="Level">Counts every eighth level of the tree: 0 holds leaf hashes, 1 roots over 256 leaves.</param>
/// <param name="Index">Its place among the tiles of the level.</param>
/// <param name="Hashes">32 bytes each.</param>
public sealed record LedgerTile(int Level, long Index, ReadOnlyMemory<byte> Hashes)
{
    /// <summary>Levels of the tree from one level of tiles to the next.</summary>
    public const int Height = 8;

    /// <summary>Hashes of a full tile.</summary>
    public const int Width = 1 << Height;
}
