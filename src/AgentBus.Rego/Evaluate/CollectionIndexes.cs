using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>
/// Positions of the members of large collections by the value at a path within them. An index is built when a collection is searched
/// a second time, so that one built for a single evaluation costs nothing. Thread-safe; an index lives as long as its collection.
/// </summary>
internal sealed class CollectionIndexes
{
    public const int WorthIndexing = 32;
    private readonly ConditionalWeakTable<RegoValue, ConcurrentDictionary<RegoArray, Dictionary<RegoValue, int[]>>> _indexes = [];

    /// <summary>The positions by value, or null where the collection is better scanned.</summary>
    public Dictionary<RegoValue, int[]>? Find(RegoValue collection, RegoArray path)
    {
        if (!_indexes.TryGetValue(collection, out var byPath))
        {
            _indexes.TryAdd(collection, new ConcurrentDictionary<RegoArray, Dictionary<RegoValue, int[]>>(ReferenceEqualityComparer.Instance));
            return null;
        }

        return byPath.TryGetValue(path, out var index) ? index : byPath.GetOrAdd(path, Build(collection, path));
    }

    private static Dictionary<RegoValue, int[]> Build(RegoValue collection, RegoArray path)
    {
        var positions = new Dictionary<RegoValue, List<int>>();
        for (var i = 0; i < collection.Items.Count; i++)
        {
            RegoValue? value = collection.Items[i];
            foreach (var key in path.Items)
            {
                value = value is null ? null : Member.Of(value, key);
            }

            if (value is null)
            {
                continue;
            }

            if (!positions.TryGetValue(value, out var list))
            {
                positions[value] = list = [];
            }

            list.Add(i);
        }

        return positions.ToDictionary(p => p.Key, p => p.Value.ToArray());
    }
}
