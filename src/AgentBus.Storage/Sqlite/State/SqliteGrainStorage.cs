using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace AgentBus.Storage.Sqlite;

/// <summary>
/// State of grains as JSON without type names: the reader knows the type, and the record's own SchemaVersion says how to read an older
/// one. A write is compare-and-set on the ETag, in the commit of everything else that is waiting.
/// </summary>
internal sealed class SqliteGrainStorage(SqliteStore store) : IGrainStorage
{
    private const int JsonFormat = 1;

    private const string Select = "SELECT etag, format, body FROM grain_state WHERE tenant_id = ?1 AND grain_id = ?2 AND state_name = ?3";

    private const string Insert =
        "INSERT INTO grain_state (tenant_id, grain_id, state_name, etag, format, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";

    private const string Update =
        "UPDATE grain_state SET etag = ?4, format = ?5, body = ?6 WHERE tenant_id = ?1 AND grain_id = ?2 AND state_name = ?3 AND etag = ?7";

    private const string Delete = "DELETE FROM grain_state WHERE tenant_id = ?1 AND grain_id = ?2 AND state_name = ?3 AND etag = ?4";

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = GrainRow.Of(grainId);
        var stored = await store.Readers.ReadAsync(session => Read(session, row, stateName), CancellationToken.None);
        grainState.RecordExists = stored is not null;
        grainState.ETag = stored is null ? null : ETags.Text(stored.ETag);
        grainState.State = stored is null ? Empty<T>() : JsonSerializer.Deserialize<T>(stored.Body)!;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = GrainRow.Of(grainId);
        var held = grainState.ETag;
        var body = JsonSerializer.SerializeToUtf8Bytes(grainState.State);
        var (changed, etag) = await store.WriteAsync(session => Write(session, row, stateName, held, body));
        ThrowUnless(changed, etag, held);
        grainState.ETag = ETags.Text(etag);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = GrainRow.Of(grainId);
        var held = grainState.ETag;
        var (changed, etag) = await store.WriteAsync(session => Clear(session, row, stateName, held));
        ThrowUnless(changed, etag, held);
        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = Empty<T>();
    }

    private static Stored? Read(SqliteSession session, GrainRow row, string stateName)
    {
        using var rows = Bound(session, Select, row, stateName).Query();
        if (!rows.Next())
        {
            return null;
        }

        return rows.Int64(1) == JsonFormat
            ? new Stored(rows.Int64(0), rows.Blob(2))
            : throw new IOException($"State '{stateName}' of {row.Id} has format {rows.Int64(1)}, which a newer product version wrote.");
    }

    private static (bool Changed, long ETag) Write(SqliteSession session, GrainRow row, string stateName, string? held, byte[] body)
    {
        var etag = ETags.Next(session);
        var statement = Bound(session, held is null ? Insert : Update, row, stateName).Bind(4, etag).Bind(5, JsonFormat).Bind(6, body);
        if (held is not null)
        {
            statement.Bind(7, ETags.Parse(held));
        }

        statement.Run();
        return session.Changes == 1 ? (true, etag) : (false, Read(session, row, stateName)?.ETag ?? 0);
    }

    private static (bool Changed, long ETag) Clear(SqliteSession session, GrainRow row, string stateName, string? held)
    {
        Bound(session, Delete, row, stateName).Bind(4, ETags.Parse(held)).Run();
        var stored = session.Changes == 1 ? null : Read(session, row, stateName);
        return (session.Changes == 1 || (held is null && stored is null), stored?.ETag ?? 0);
    }

    private static Statement Bound(SqliteSession session, string sql, GrainRow row, string stateName) =>
        session.Prepare(sql).Bind(1, row.Tenant).Bind(2, row.Id).Bind(3, stateName);

    private static void ThrowUnless(bool changed, long storedETag, string? held)
    {
        if (!changed)
        {
            throw new InconsistentStateException(
                "The record was changed by somebody else.", storedETag == 0 ? "none" : ETags.Text(storedETag), held ?? "none");
        }
    }

    private static T Empty<T>() =>
        typeof(T).IsValueType || typeof(T).GetConstructor([]) is not null ? Activator.CreateInstance<T>() : default!;

    private sealed record Stored(long ETag, byte[] Body);
}
