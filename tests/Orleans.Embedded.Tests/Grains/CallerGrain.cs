using Orleans.Runtime;

namespace Orleans.Embedded.Tests.Grains;

public interface ICalleeGrain : IGrainWithStringKey
{
    Task<string> EchoAsync(string text, int times);

    Task<int> CountAsync();
}

[GrainType("callee")]
public sealed class CalleeGrain : Grain, ICalleeGrain
{
    public Task<string> EchoAsync(string text, int times) => Task.FromResult(string.Concat(Enumerable.Repeat(text, times)));

    public async Task<int> CountAsync()
    {
        await Task.Yield();
        return 1;
    }
}

public interface ICallerGrain : IGrainWithStringKey
{
    Task<string> EchoAsync(string text);

    Task EchoFromTimerAsync();

    Task<string> EchoOffContextAsync(string text);
}

[GrainType("caller")]
public sealed class CallerGrain(Probe probe) : Grain, ICallerGrain
{
    private ICalleeGrain Callee => GrainFactory.GetGrain<ICalleeGrain>("test/a");

    public async Task<string> EchoAsync(string text)
    {
        await Task.Yield();
        return await Callee.EchoAsync(text, 1);
    }

    public Task EchoFromTimerAsync()
    {
        this.RegisterGrainTimer(
            async _ =>
            {
                await Callee.EchoAsync("timer", 1);
                probe.Arrive("timer ran");
            },
            new() { DueTime = TimeSpan.FromSeconds(1), Period = Timeout.InfiniteTimeSpan });
        return Task.CompletedTask;
    }

    public Task<string> EchoOffContextAsync(string text)
    {
        var callee = Callee;
        return Task.Run(() => callee.EchoAsync(text, 1));
    }
}

public interface ISelfFilteringGrain : IGrainWithStringKey
{
    Task<string> PingAsync();
}

public sealed class SelfFilteringGrain(Probe probe) : Grain, ISelfFilteringGrain, IIncomingGrainCallFilter
{
    public Task<string> PingAsync() => Task.FromResult("pong");

    public Task Invoke(IIncomingGrainCallContext context)
    {
        probe.Arrive($"own filter {context.MethodName}");
        return context.Invoke();
    }
}
