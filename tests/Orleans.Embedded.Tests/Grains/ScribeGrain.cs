using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Embedded.Tests.Grains;

/// <summary>A service with the lifetime of an activation.</summary>
public sealed class Notebook(Probe probe) : IDisposable
{
    public Guid Id { get; } = Guid.NewGuid();

    public void Dispose() => probe.Arrive($"closed {Id}");
}

public interface IScribeGrain : IGrainWithStringKey
{
    Task<Guid> NotebookAsync();

    Task<IScribeGrain> SelfAsync();

    Task DeactivateAsync();
}

public sealed class ScribeGrain(Notebook notebook) : Grain, IScribeGrain
{
    public Task<Guid> NotebookAsync() =>
        Task.FromResult(ReferenceEquals(notebook, ServiceProvider.GetRequiredService<Notebook>()) ? notebook.Id : Guid.Empty);

    public Task<IScribeGrain> SelfAsync() => Task.FromResult(this.AsReference<IScribeGrain>());

    public Task DeactivateAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
