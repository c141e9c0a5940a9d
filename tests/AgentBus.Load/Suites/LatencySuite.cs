using AgentBus.Load.Drivers;
using AgentBus.Load.Measure;
using AgentBus.Load.Processes;
using AgentBus.Load.Reports;
using AgentBus.Load.Wire;

namespace AgentBus.Load.Suites;

/// <summary>How long a receipt takes at the sources' rate, 6,310 messages a second over 16 connections, next to the echo's answer.</summary>
internal sealed class LatencySuite : ISuite
{
    private const int PerSecond = 6_310;
    private const int Agents = 16;

    public string Name => "latency";

    public async Task MeasureAsync(LoadOptions options, Figures figures, CancellationToken cancellationToken)
    {
        await using var silo = await LoadSilo.StartAsync("FULL", options, cancellationToken);
        await using var echo = await PeerProcess.StartAsync("echo", cancellationToken);
        using var durable = silo.Group(LoadSilo.DurableChannels, Agents, "durable");
        using var ephemeral = silo.Group(LoadSilo.EphemeralChannels, Agents, "ephemeral");
        using var bare = new LoadGroup(echo.Id, [.. Enumerable.Range(0, Agents).Select(i => PeerConnections.Sender(echo.Address, $"echo-{i}"))], [], 0);

        var kinds = new (string Name, Func<TimeSpan, RunResult> Run)[]
        {
            ("echo", time => FixedRate.Run(bare, PerSecond, time)),
            ("durable", time => silo.Checked(FixedRate.Run(durable, PerSecond, time), figures)),
            ("ephemeral", time => FixedRate.Run(ephemeral, PerSecond, time)),
        };
        var results = kinds.ToDictionary(kind => kind.Name, _ => new List<RunResult>());
        foreach (var (_, run) in kinds)
        {
            run(options.WarmUp);
        }

        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var (name, run) in kinds)
            {
                var result = run(options.Latency);
                results[name].Add(result);
                Progress.Say(
                    $"  round {round}: {name} {result.AnsweredPerSecond:N0}/s p50 {Milliseconds(result.FromSchedule, 0.5):F3} p99 {Milliseconds(result.FromSchedule, 0.99):F3} ms "
                    + $"(from send {Milliseconds(result.FromSend, 0.99):F3}), server {result.ServerMicrosecondsPerMessage:F1} µs, driver {result.DriverMicrosecondsPerMessage:F1} µs");
            }
        }

        foreach (var (name, runs) in results)
        {
            figures.Set($"p99_ms_at_6310_{name}", Median.Of(runs.Select(run => Milliseconds(run.FromSchedule, 0.99))));
            figures.Set($"p50_ms_at_6310_{name}", Median.Of(runs.Select(run => Milliseconds(run.FromSchedule, 0.5))));
            figures.Set($"p99_ms_at_6310_{name}_from_send", Median.Of(runs.Select(run => Milliseconds(run.FromSend, 0.99))));
            figures.Set($"server_us_at_6310_{name}", Median.Of(runs.Select(run => run.ServerMicrosecondsPerMessage)));
        }
    }

    private static double Milliseconds(LatencyHistogram histogram, double share) => histogram.Quantile(share).TotalMilliseconds;
}
