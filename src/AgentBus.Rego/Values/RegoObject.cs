namespace AgentBus.Rego.Values;

internal sealed class RegoObject : RegoValue
{
    private readonly SortedKeys _keys;
    private readonly RegoValue[] _values;
    private int _hash;

    internal RegoObject(RegoValue[] sortedKeys, RegoValue[] values)
        : this(new SortedKeys(sortedKeys), values)
    {
    }

    internal RegoObject(SortedKeys keys, RegoValue[] values)
    {
        _keys = keys;
        _values = values;
    }

    public static RegoObject Empty { get; } = new([], []);

    public override RegoKind Kind => RegoKind.Object;

    public override int Count => _values.Length;

    public override IReadOnlyList<RegoValue> Items => _values;

    public override IReadOnlyList<RegoValue> Keys => _keys.Array;

    public ReadOnlySpan<RegoValue> KeySpan => _keys.Array;

    public ReadOnlySpan<RegoValue> ValueSpan => _values;

    public RegoValue? Get(RegoValue key)
    {
        var position = _keys.Find(key);
        return position < 0 ? null : _values[position];
    }

    public bool Contains(RegoValue key) => _keys.Find(key) >= 0;

    public RegoObject With(RegoValue key, RegoValue value)
    {
        var builder = new ObjectBuilder(this);
        builder.Set(key, value);
        return builder.Build();
    }

    private protected override bool SameContent(RegoValue other)
    {
        var that = (RegoObject)other;
        if (that._values.Length != _values.Length)
        {
            return false;
        }

        for (var i = 0; i < _values.Length; i++)
        {
            if (!_keys.Array[i].Equals(that._keys.Array[i]) || !_values[i].Equals(that._values[i]))
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
            for (var i = 0; i < _values.Length; i++)
            {
                hash.Add(_keys.Array[i]);
                hash.Add(_values[i]);
            }

            _hash = hash.ToHashCode() | 1;
        }

        return _hash;
    }
}
