using Orleans.Runtime;

namespace Orleans.Embedded.Tests.Grains;

public interface IMoodyGrain : IGrainWithStringKey
{
    Task PingAsync();
}

/// <summary>Refuses to activate until the test lets it.</summary>
public sealed class MoodyGrain(Probe probe) : Grain, IMoodyGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!probe.Log.Contains("good mood"))
        {
            await probe.PassAsync("activating");
            throw new InvalidDataException("not today");
        }
    }

    public Task PingAsync() => Task.CompletedTask;
}

public interface IFlickerGrain : IGrainWithStringKey
{
    Task<int> AddAsync(bool deactivate);
}

/// <summary>Deactivates over and over while it is called.</summary>
public sealed class FlickerGrain(Probe probe) : Grain, IFlickerGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        probe.Log.Enqueue("activated");
    }

    public async Task<int> AddAsync(bool deactivate)
    {
        if (deactivate)
        {
            DeactivateOnIdle();
        }

        await Task.Yield();
        return 1;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => await Task.Yield();
}

public interface ISelfEndingGrain : IGrainWithStringKey
{
    Task PingAsync();
}

/// <summary>Asks for its end before it has begun.</summary>
public sealed class SelfEndingGrain : Grain, ISelfEndingGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task PingAsync() => Task.CompletedTask;
}

public interface ILingeringGrain : IGrainWithStringKey
{
    Task DelayAsync(TimeSpan time);

    Task<Guid> ActivationAsync();
}

public sealed class LingeringGrain : Grain, ILingeringGrain
{
    private readonly Guid _activation = Guid.NewGuid();

    public Task DelayAsync(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task<Guid> ActivationAsync() => Task.FromResult(_activation);
}

[KeepAlive]
public sealed class EternalGrain(IGrainContext context, Probe probe) : IGrainBase, IEternalGrain, IDisposable
{
    private readonly Guid _activation = Guid.NewGuid();

    public IGrainContext GrainContext { get; } = context;

    public Task<Guid> ActivationAsync() => Task.FromResult(_activation);

    public Task EndAsync()
    {
        this.DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public void Dispose() => probe.Arrive("disposed");
}

public interface IEternalGrain : IGrainWithStringKey
{
    Task<Guid> ActivationAsync();

    Task EndAsync();
}
