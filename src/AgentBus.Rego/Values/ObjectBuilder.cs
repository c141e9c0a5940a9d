namespace AgentBus.Rego.Values;

/// <summary>Collects entries of an object. Not thread-safe.</summary>
internal sealed class ObjectBuilder
{
    private readonly Dictionary<RegoValue, RegoValue> _entries = [];

    public ObjectBuilder()
    {
    }

    public ObjectBuilder(RegoObject start)
    {
        for (var i = 0; i < start.Count; i++)
        {
            _entries.Add(start.KeySpan[i], start.ValueSpan[i]);
        }
    }

    public int Count => _entries.Count;

    public void Set(RegoValue key, RegoValue value) => _entries[key] = value;

    public void Set(string key, RegoValue value) => _entries[RegoString.Of(key)] = value;

    public void Remove(RegoValue key) => _entries.Remove(key);

    public RegoValue? Get(RegoValue key) => _entries.GetValueOrDefault(key);

    public bool TryAdd(RegoValue key, RegoValue value) => _entries.TryAdd(key, value);

    public RegoObject Build()
    {
        if (_entries.Count == 0)
        {
            return RegoObject.Empty;
        }

        var keys = new RegoValue[_entries.Count];
        var values = new RegoValue[_entries.Count];
        _entries.Keys.CopyTo(keys, 0);
        _entries.Values.CopyTo(values, 0);
        Array.Sort(keys, values, ValueOrder.Comparer);
        return new RegoObject(keys, values);
    }
}
