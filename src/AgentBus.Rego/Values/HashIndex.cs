namespace AgentBus.Rego.Values;

/// <summary>A read-only hash index over an array of distinct values: open addressing, no allocation on lookup.</summary>
internal sealed class HashIndex
{
    private readonly RegoValue[] _keys;
    private readonly int[] _slots;
    private readonly int _mask;

    public HashIndex(RegoValue[] keys)
    {
        _keys = keys;
        var size = 16;
        while (size < keys.Length * 2)
        {
            size <<= 1;
        }

        _slots = new int[size];
        _mask = size - 1;
        for (var i = 0; i < keys.Length; i++)
        {
            var slot = keys[i].GetHashCode() & _mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & _mask;
            }

            _slots[slot] = i + 1;
        }
    }

    /// <summary>The position of the key, or -1.</summary>
    public int Find(RegoValue key)
    {
        var slot = key.GetHashCode() & _mask;
        while (_slots[slot] != 0)
        {
            var position = _slots[slot] - 1;
            if (_keys[position].Equals(key))
            {
                return position;
            }

            slot = (slot + 1) & _mask;
        }

        return -1;
    }
}
