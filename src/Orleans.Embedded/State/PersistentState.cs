using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded;

internal sealed class PersistentState<T>(string name, GrainId grainId, IGrainStorage storage) : IPersistentState<T>, IActivationState
{
    private static readonly Func<T>? MakeEmpty = EmptyMaker();
    private readonly GrainState<T> _record = new(Empty());

    public T State
    {
        get => _record.State;
        set => _record.State = value;
    }

    public string? Etag => _record.ETag;

    public bool RecordExists => _record.RecordExists;

    public Task LoadAsync() => ReadStateAsync(CancellationToken.None);

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public async Task ReadStateAsync(CancellationToken cancellationToken)
    {
        await storage.ReadStateAsync(name, grainId, _record, cancellationToken);
        _record.State ??= Empty()!;
    }

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task WriteStateAsync(CancellationToken cancellationToken) =>
        storage.WriteStateAsync(name, grainId, _record, cancellationToken);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public async Task ClearStateAsync(CancellationToken cancellationToken)
    {
        await storage.ClearStateAsync(name, grainId, _record, cancellationToken);
        _record.State = Empty()!;
    }

    private static T? Empty() => MakeEmpty is null ? default : MakeEmpty();

    private static Func<T>? EmptyMaker() =>
        typeof(T).IsValueType || typeof(T).GetConstructor([]) is not null ? Activator.CreateInstance<T> : null;
}
