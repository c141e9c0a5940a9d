namespace AgentBus.Rego.Values;

internal sealed class RegoSet : RegoValue
{
    private readonly SortedKeys _items;
    private int _hash;

    private RegoSet(RegoValue[] sorted) => _items = new SortedKeys(sorted);

    public static RegoSet Empty { get; } = new([]);

    public override RegoKind Kind => RegoKind.Set;

    public override int Count => _items.Array.Length;

    public override IReadOnlyList<RegoValue> Items => _items.Array;

    public ReadOnlySpan<RegoValue> Span => _items.Array;

    /// <summary>Sorts the items in place and drops duplicates; the caller must not use the array afterwards.</summary>
    public static RegoSet Of(RegoValue[] items)
    {
        if (items.Length == 0)
        {
            return Empty;
        }

        Array.Sort(items, ValueOrder.Comparer);
        var count = 1;
        for (var i = 1; i < items.Length; i++)
        {
            if (!items[i].Equals(items[count - 1]))
            {
                items[count++] = items[i];
            }
        }

        return new RegoSet(count == items.Length ? items : items[..count]);
    }

    public static RegoSet Copy(HashSet<RegoValue> items) => Of(items.ToArray());

    public bool Contains(RegoValue item) => _items.Find(item) >= 0;

    private protected override bool SameContent(RegoValue other)
    {
        var that = ((RegoSet)other)._items.Array;
        var own = _items.Array;
        if (that.Length != own.Length)
        {
            return false;
        }

        for (var i = 0; i < own.Length; i++)
        {
            if (!own[i].Equals(that[i]))
            {
                return false;
            }
        }

        return true;
    }

    private protected override int ContentHash()
    {
        if (_hash == 0)
        {
            var hash = new HashCode();
            foreach (var item in _items.Array)
            {
                hash.Add(item);
            }

            _hash = hash.ToHashCode() | 1;
        }

        return _hash;
    }
}
