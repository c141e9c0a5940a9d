namespace AgentBus.Rego.Values;

internal sealed class RegoArray : RegoValue
{
    private readonly RegoValue[] _items;
    private int _hash;

    private RegoArray(RegoValue[] items) => _items = items;

    public static RegoArray Empty { get; } = new([]);

    public override RegoKind Kind => RegoKind.Array;

    public override int Count => _items.Length;

    public override IReadOnlyList<RegoValue> Items => _items;

    public ReadOnlySpan<RegoValue> Span => _items;

    public RegoValue this[int index] => _items[index];

    /// <summary>Wraps the items; the caller must not change the array afterwards.</summary>
    public static RegoArray Of(RegoValue[] items) => items.Length == 0 ? Empty : new RegoArray(items);

    public RegoValue? Get(RegoValue key) =>
        key is RegoNumber number && number.TryGetInt64(out var index) && (ulong)index < (ulong)_items.Length ? _items[index] : null;

    private protected override bool SameContent(RegoValue other)
    {
        var items = ((RegoArray)other)._items;
        if (items.Length != _items.Length)
        {
            return false;
        }

        for (var i = 0; i < items.Length; i++)
        {
            if (!_items[i].Equals(items[i]))
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
            foreach (var item in _items)
            {
                hash.Add(item);
            }

            _hash = hash.ToHashCode() | 1;
        }

        return _hash;
    }
}
