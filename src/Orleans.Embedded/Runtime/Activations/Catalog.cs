using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>The activations of the silo: at most one a grain.</summary>
internal sealed class Catalog
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private volatile bool _stopping;

    public ICollection<Activation> All => _activations.Values;

    public bool IsStopping => _stopping;

    public bool TryGet(GrainId grainId, [NotNullWhen(true)] out Activation? activation) => _activations.TryGetValue(grainId, out activation);

    /// <summary>Returns null where the silo is stopping and the grain is not active.</summary>
    public Activation? Locate(GrainId grainId, SiloRuntime runtime)
    {
        if (_activations.TryGetValue(grainId, out var activation))
        {
            return activation;
        }

        return _stopping ? null : _activations.GetOrAdd(grainId, static (id, silo) => new Activation(silo, id), runtime);
    }

    public void RefuseNew() => _stopping = true;

    /// <summary>Puts a successor in the place of an activation; false where the silo is stopping.</summary>
    public bool TryReplace(Activation old, Activation successor)
    {
        if (_stopping)
        {
            Remove(old);
            return false;
        }

        return _activations.TryUpdate(old.GrainId, successor, old);
    }

    public void Remove(Activation activation) => _activations.TryRemove(new(activation.GrainId, activation));
}
