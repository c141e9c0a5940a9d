using System.Collections.Concurrent;
using System.Text.Json;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>Keeps records as JSON, so that a state which changes after its write does not change the record.</summary>
internal sealed class MemoryStorage : IGrainStorage
{
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };
    private readonly ConcurrentDictionary<(string, GrainId), Row> _rows = new();
    private long _version;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var exists = _rows.TryGetValue((stateName, grainId), out var row);
        grainState.RecordExists = exists;
        grainState.ETag = row?.ETag;
        grainState.State = exists ? JsonSerializer.Deserialize<T>(row!.Value, Json)! : default!;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        var etag = Interlocked.Increment(ref _version).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var row = new Row(etag, JsonSerializer.SerializeToUtf8Bytes(grainState.State, Json));
        _rows.TryGetValue(key, out var stored);
        Check(stored, grainState.ETag);
        if (stored is null ? !_rows.TryAdd(key, row) : !_rows.TryUpdate(key, row, stored))
        {
            throw Conflict(null, grainState.ETag);
        }

        grainState.ETag = etag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        _rows.TryGetValue(key, out var stored);
        Check(stored, grainState.ETag);
        if (stored is not null && !_rows.TryRemove(new(key, stored)))
        {
            throw Conflict(null, grainState.ETag);
        }

        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = default!;
        return Task.CompletedTask;
    }

    private static void Check(Row? stored, string? heldETag)
    {
        if (stored?.ETag != heldETag)
        {
            throw Conflict(stored?.ETag, heldETag);
        }
    }

    private static InconsistentStateException Conflict(string? storedETag, string? heldETag) =>
        new("The record was changed by somebody else.", storedETag, heldETag);

    private sealed record Row(string ETag, byte[] Value);
}
