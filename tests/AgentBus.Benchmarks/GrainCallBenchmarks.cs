using BenchmarkDotNet.Attributes;
using Orleans;
using Orleans.TestingHost;

namespace AgentBus.Benchmarks;

/// <summary>One call from grain to grain, sequential; the client's call that starts the row is spread over all of them.</summary>
[MemoryDiagnoser]
public class GrainCallBenchmarks
{
    private const int Row = 10_000;
    private TestCluster _cluster = null!;
    private ICallingGrain _caller = null!;

    [GlobalSetup]
    public async Task StartAsync()
    {
        _cluster = new TestClusterBuilder(1).Build();
        await _cluster.DeployAsync();
        _caller = _cluster.GrainFactory.GetGrain<ICallingGrain>("bench/caller");
    }

    [Benchmark(OperationsPerInvoke = Row)]
    public Task<int> CallAsync() => _caller.CallAsync(Row);

    [GlobalCleanup]
    public async Task StopAsync() => await _cluster.DisposeAsync();
}

/// <summary>Calls another grain in a row.</summary>
[Alias("agentbus.benchmarks.ICallingGrain")]
public interface ICallingGrain : IGrainWithStringKey
{
    [Alias("Call")]
    Task<int> CallAsync(int times);
}

/// <summary>Answers.</summary>
[Alias("agentbus.benchmarks.ICalledGrain")]
public interface ICalledGrain : IGrainWithStringKey
{
    [Alias("Answer")]
    Task<int> AnswerAsync(int number);
}

internal sealed class CallingGrain : Grain, ICallingGrain
{
    public async Task<int> CallAsync(int times)
    {
        var called = GrainFactory.GetGrain<ICalledGrain>("bench/called");
        var number = 0;
        while (number < times)
        {
            number = await called.AnswerAsync(number);
        }

        return number;
    }
}

internal sealed class CalledGrain : Grain, ICalledGrain
{
    public Task<int> AnswerAsync(int number) => Task.FromResult(number + 1);
}
