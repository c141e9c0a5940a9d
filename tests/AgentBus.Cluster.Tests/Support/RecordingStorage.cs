using System.Collections.Concurrent;
using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>Grain state as JSON in memory, for tests to look at. Each write can be made to fail.</summary>
internal sealed class RecordingStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string State, GrainId Grain), (byte[] Json, string ETag)> _rows = new();
    private int _failures;

    /// <summary>The options of the storage provider.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>The grains that have a row.</summary>
    public IEnumerable<GrainId> Grains => _rows.Keys.Select(row => row.Grain);

    /// <summary>Lets the next writes pass, and the one after them fail.</summary>
    public void FailAfter(int writes) => _failures = writes + 1;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = _rows.TryGetValue((stateName, grainId), out var row);
        grainState.State = found ? JsonSerializer.Deserialize<T>(row.Json, Json)! : Activator.CreateInstance<T>();
        grainState.ETag = found ? row.ETag : null;
        grainState.RecordExists = found;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_failures > 0 && --_failures == 0)
        {
            throw new IOException("The disk is full.");
        }

        var etag = Guid.NewGuid().ToString("N");
        _rows[(stateName, grainId)] = (JsonSerializer.SerializeToUtf8Bytes(grainState.State, Json), etag);
        (grainState.ETag, grainState.RecordExists) = (etag, true);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _rows.TryRemove((stateName, grainId), out _);
        (grainState.ETag, grainState.RecordExists) = (null, false);
        return Task.CompletedTask;
    }
}
