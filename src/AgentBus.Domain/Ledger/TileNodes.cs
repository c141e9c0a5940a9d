using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>The nodes of a tree whose tiles are fetched as they are needed, each once. Not thread-safe: for one proof.</summary>
/// <param name="fetch">Gives a tile's hashes by level and index.</param>
public sealed class TileNodes(Func<int, long, ReadOnlyMemory<byte>> fetch) : IMerkleNodes
{
    private readonly Dictionary<(int Level, long Index), ReadOnlyMemory<byte>> _tiles = [];

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A stored tile has fewer hashes than the tree.</exception>
    public LedgerHash Node(int level, long index)
    {
        var tileLevel = level / LedgerTile.Height;
        var within = level % LedgerTile.Height;
        var first = index << within;
        var tile = first / LedgerTile.Width;
        if (!_tiles.TryGetValue((tileLevel, tile), out var hashes))
        {
            hashes = fetch(tileLevel, tile);
            _tiles.Add((tileLevel, tile), hashes);
        }

        var start = (int)(first % LedgerTile.Width) * LedgerHash.Size;
        var length = LedgerHash.Size << within;
        return hashes.Length >= start + length
            ? Root(hashes.Span.Slice(start, length))
            : throw new InvalidOperationException($"Tile {tile} of level {tileLevel} has {hashes.Length / LedgerHash.Size} hashes, fewer than the tree.");
    }

    private static LedgerHash Root(ReadOnlySpan<byte> hashes) => hashes.Length == LedgerHash.Size
        ? LedgerHash.Of(hashes)
        : MerkleHash.Node(Root(hashes[..(hashes.Length / 2)]), Root(hashes[(hashes.Length / 2)..]));
}
