namespace AgentBus.Rego.Compile;

/// <summary>The names that are variables in a body, and those of the bodies around it.</summary>
internal sealed class LocalScope(LocalScope? parent)
{
    private readonly Dictionary<string, LocalName> _names = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, LocalName>> Names => _names;

    public int? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._names.TryGetValue(name, out var found))
            {
                return found.Slot;
            }
        }

        return null;
    }

    public LocalName? FindHere(string name) => _names.GetValueOrDefault(name);

    public void Set(string name, int slot, bool declared) => _names[name] = new LocalName(slot, declared);

    private LocalScope? Parent { get; } = parent;
}

/// <summary>A name's slot, and whether := or some declared it.</summary>
internal sealed record LocalName(int Slot, bool Declared);
