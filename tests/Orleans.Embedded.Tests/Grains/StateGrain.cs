using Orleans.Runtime;

namespace Orleans.Embedded.Tests.Grains;

[GenerateSerializer, Immutable]
public sealed record Note([property: Id(0)] string Text, [property: Id(1)] int Version);

public sealed class NoteState
{
    public Note Note { get; set; } = new("", 0);
}

public interface IStateGrain : IGrainWithStringKey
{
    Task WriteAsync(string text);

    Task ChangeWithoutWriteAsync(string text);

    Task<Note> ReadAsync();

    Task<string?> TextAtActivationAsync();

    Task ClearAsync();

    Task<bool> ExistsAsync();

    Task DeactivateAsync();

    Task<Guid> ActivationAsync();
}

public sealed class StateGrain([PersistentState("note")] IPersistentState<NoteState> state) : Grain, IStateGrain
{
    private readonly Guid _activation = Guid.NewGuid();
    private string? _atActivation;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _atActivation = state.State.Note.Text;
        return Task.CompletedTask;
    }

    public Task WriteAsync(string text)
    {
        state.State.Note = new(text, state.State.Note.Version + 1);
        return state.WriteStateAsync();
    }

    public Task ChangeWithoutWriteAsync(string text)
    {
        state.State.Note = new(text, 0);
        return Task.CompletedTask;
    }

    public Task<Note> ReadAsync() => Task.FromResult(state.State.Note);

    public Task<string?> TextAtActivationAsync() => Task.FromResult(_atActivation);

    public Task ClearAsync() => state.ClearStateAsync();

    public Task<bool> ExistsAsync() => Task.FromResult(state.RecordExists);

    public Task DeactivateAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<Guid> ActivationAsync() => Task.FromResult(_activation);
}

public interface IPassOnGrain : IGrainWithStringKey
{
    Task WriteThroughAsync(IStateGrain grain, string text);

    Task<Guid> ActivationAsync();
}

public sealed class PassOnGrain : Grain, IPassOnGrain
{
    private readonly Guid _activation = Guid.NewGuid();

    public Task WriteThroughAsync(IStateGrain grain, string text) => grain.WriteAsync(text);

    public Task<Guid> ActivationAsync() => Task.FromResult(_activation);
}
