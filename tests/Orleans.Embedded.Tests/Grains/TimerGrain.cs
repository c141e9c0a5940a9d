using Orleans.Runtime;

namespace Orleans.Embedded.Tests.Grains;

public interface ITimerGrain : IGrainWithStringKey
{
    Task StartAsync(string name, GrainTimerCreationOptions options);

    Task StartFailingAsync(TimeSpan period);

    Task ChangeAsync(string name, TimeSpan dueTime, TimeSpan period);

    Task StopAsync(string name);

    Task HoldAsync(string point);

    Task DeactivateAsync();

    Task<Guid> ActivationAsync();
}

public sealed class TimerGrain(Probe probe) : Grain, ITimerGrain
{
    private readonly Guid _activation = Guid.NewGuid();
    private readonly Dictionary<string, IGrainTimer> _timers = [];
    private bool _inTurn;

    public Task StartAsync(string name, GrainTimerCreationOptions options)
    {
        _timers[name] = this.RegisterGrainTimer(
            async (state, _) =>
            {
                probe.Arrive(_inTurn && !options.Interleave ? $"{state} broke into a turn" : state);
                await Task.Yield();
            },
            name,
            options);
        return Task.CompletedTask;
    }

    public Task StartFailingAsync(TimeSpan period)
    {
        var runs = 0;
        this.RegisterGrainTimer(() => ++runs == 1 ? throw new InvalidDataException("broken") : Arrive(runs), period, period);
        return Task.CompletedTask;
    }

    public Task ChangeAsync(string name, TimeSpan dueTime, TimeSpan period)
    {
        _timers[name].Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task StopAsync(string name)
    {
        _timers[name].Dispose();
        return Task.CompletedTask;
    }

    public async Task HoldAsync(string point)
    {
        _inTurn = true;
        await probe.PassAsync(point);
        _inTurn = false;
    }

    public Task DeactivateAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<Guid> ActivationAsync() => Task.FromResult(_activation);

    private Task Arrive(int run)
    {
        probe.Arrive($"run {run}");
        return Task.CompletedTask;
    }
}
