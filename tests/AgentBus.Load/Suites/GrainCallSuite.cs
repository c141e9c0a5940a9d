using AgentBus.Load.Measure;
using AgentBus.Load.Reports;
using Orleans.TestingHost;

namespace AgentBus.Load.Suites;

/// <summary>What one call from grain to grain costs, one after the other, in this process.</summary>
internal sealed class GrainCallSuite : ISuite
{
    private const int Calls = 200_000;

    public string Name => "grain-call";

    public async Task MeasureAsync(LoadOptions options, Figures figures, CancellationToken cancellationToken)
    {
        await using var cluster = new TestClusterBuilder(1).Build();
        await cluster.DeployAsync();
        var caller = cluster.GrainFactory.GetGrain<ICallerGrain>("load/caller");
        await caller.CallInARowAsync(Calls);
        var microseconds = new List<double>();
        for (var round = 0; round < options.Rounds; round++)
        {
            microseconds.Add((await caller.CallInARowAsync(Calls)).TotalMicroseconds / Calls);
        }

        figures.Set("grain_call_us", Median.Of(microseconds));
        Progress.Say($"  {string.Join(", ", microseconds.Select(us => us.ToString("F3")))} µs");
    }
}
