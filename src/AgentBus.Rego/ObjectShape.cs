using System.Collections.Concurrent;
using AgentBus.Rego.Values;

namespace AgentBus.Rego;

/// <summary>
/// Objects that have members of the same names, such as the inputs that a program builds for every request: their keys are sorted once and
/// shared. Thread-safe.
/// </summary>
public sealed class ObjectShape
{
    private const int MaxNames = 64;

    // Which members are there varies little, but it is data.
    private const int MaxKept = 256;

    private readonly RegoValue[] _keys;
    private readonly int[] _source;
    private readonly SortedKeys _all;
    private readonly ConcurrentDictionary<ulong, SortedKeys> _some = new();

    /// <summary>Prepares the names.</summary>
    /// <exception cref="ArgumentException">There are more than 64, or two are the same.</exception>
    public ObjectShape(params ReadOnlySpan<string> names)
    {
        if (names.Length > MaxNames)
        {
            throw new ArgumentException($"An object of a shape has at most {MaxNames} members.", nameof(names));
        }

        _keys = new RegoValue[names.Length];
        _source = new int[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            (_keys[i], _source[i]) = (RegoString.Of(names[i]), i);
        }

        Array.Sort(_keys, _source, ValueOrder.Comparer);
        for (var i = 1; i < _keys.Length; i++)
        {
            if (_keys[i].Equals(_keys[i - 1]))
            {
                throw new ArgumentException($"Two members are named {_keys[i]}.", nameof(names));
            }
        }

        _all = new SortedKeys(_keys);
    }

    /// <summary>An object of the values, in the order of the names; the members whose value is null are left out.</summary>
    /// <exception cref="ArgumentException">There are not as many values as names.</exception>
    public RegoValue Of(params ReadOnlySpan<RegoValue?> values)
    {
        if (values.Length != _keys.Length)
        {
            throw new ArgumentException($"The shape has {_keys.Length} members, not {values.Length}.", nameof(values));
        }

        var present = 0UL;
        var count = 0;
        for (var i = 0; i < _source.Length; i++)
        {
            if (values[_source[i]] is not null)
            {
                present |= 1UL << i;
                count++;
            }
        }

        if (count == 0)
        {
            return RegoObject.Empty;
        }

        var members = new RegoValue[count];
        var next = 0;
        foreach (var source in _source)
        {
            if (values[source] is { } value)
            {
                members[next++] = value;
            }
        }

        return new RegoObject(count == _keys.Length ? _all : Some(present), members);
    }

    private SortedKeys Some(ulong present)
    {
        if (_some.TryGetValue(present, out var keys))
        {
            return keys;
        }

        keys = new SortedKeys([.. _keys.Where((_, i) => (present & (1UL << i)) != 0)]);
        if (_some.Count < MaxKept)
        {
            _some[present] = keys;
        }

        return keys;
    }
}
