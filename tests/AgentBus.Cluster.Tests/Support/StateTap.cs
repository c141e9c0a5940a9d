using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>The real storage of grain state; it notes who writes, and a write can be made to fail.</summary>
internal sealed class StateTap(IGrainStorage storage) : IGrainStorage
{
    private int _failAfter;

    /// <summary>The grains that wrote state.</summary>
    public ConcurrentQueue<GrainId> Written { get; } = new();

    /// <summary>Lets the next writes pass, and the one after them fail.</summary>
    public void FailAfter(int writes) => _failAfter = writes + 1;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_failAfter > 0 && --_failAfter == 0)
        {
            throw new IOException("The disk is full.");
        }

        Written.Enqueue(grainId);
        return storage.WriteStateAsync(stateName, grainId, grainState);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ClearStateAsync(stateName, grainId, grainState);
}
