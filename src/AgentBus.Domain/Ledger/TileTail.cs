using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>The tile of a level that hashes are added to, and those that it filled since they were taken.</summary>
internal sealed class TileTail(int level, long index, ReadOnlySpan<byte> hashes)
{
    private readonly List<LedgerTile> _full = [];
    private byte[] _hashes = Room(hashes);
    private long _index = index;
    private int _length = hashes.Length;
    private int _taken = hashes.Length;

    public ReadOnlyMemory<byte> Hashes => _hashes.AsMemory(0, _length);

    public void Add(LedgerHash hash)
    {
        hash.CopyTo(_hashes.AsSpan(_length));
        _length += LedgerHash.Size;
        if (_length == _hashes.Length)
        {
            _full.Add(new LedgerTile(level, _index, _hashes));
            (_hashes, _length, _taken) = (Room([]), 0, 0);
            _index++;
        }
    }

    /// <summary>What changed since the last time; copies, since the tail goes on.</summary>
    public IReadOnlyList<LedgerTile> Take()
    {
        List<LedgerTile> changed = [.. _full];
        _full.Clear();
        if (_length > _taken)
        {
            changed.Add(new LedgerTile(level, _index, Hashes.ToArray()));
            _taken = _length;
        }

        return changed;
    }

    private static byte[] Room(ReadOnlySpan<byte> hashes)
    {
        var room = new byte[LedgerTile.Width * LedgerHash.Size];
        hashes.CopyTo(room);
        return room;
    }
}
