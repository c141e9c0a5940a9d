using AgentBus.Load.Drivers;
using AgentBus.Load.Measure;
using AgentBus.Load.Processes;
using AgentBus.Load.Reports;
using AgentBus.Load.Wire;

namespace AgentBus.Load.Suites;

/// <summary>How many governed, durable messages a second, next to a bare echo of the same frames: 64 agents, 8 channels, one outstanding each.</summary>
internal sealed class ThroughputSuite : ISuite
{
    private const int Agents = 64;

    public string Name => "throughput";

    public async Task MeasureAsync(LoadOptions options, Figures figures, CancellationToken cancellationToken)
    {
        await using var full = await LoadSilo.StartAsync("FULL", options, cancellationToken);
        await using var normal = await LoadSilo.StartAsync("NORMAL", options, cancellationToken);
        await using var echo = await PeerProcess.StartAsync("echo", cancellationToken);
        using var fullGroup = full.Group(LoadSilo.DurableChannels, Agents, "full");
        using var normalGroup = normal.Group(LoadSilo.DurableChannels, Agents, "normal");
        using var echoGroup = new LoadGroup(echo.Id, [.. Enumerable.Range(0, Agents).Select(i => PeerConnections.Sender(echo.Address, $"echo-{i}"))], [], 0);

        RunResult Bus(LoadSilo silo, LoadGroup group, TimeSpan duration) => silo.Checked(ClosedLoop.Run(group, 1, duration), figures);
        ClosedLoop.Run(echoGroup, 1, options.WarmUp);
        Bus(full, fullGroup, options.WarmUp);
        Bus(normal, normalGroup, options.WarmUp);
        var rounds = new List<(RunResult Echo, RunResult Full, RunResult Normal)>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            var result = (
                Echo: ClosedLoop.Run(echoGroup, 1, options.Throughput),
                Full: Bus(full, fullGroup, options.Throughput),
                Normal: Bus(normal, normalGroup, options.Throughput));
            rounds.Add(result);
            Progress.Say(
                $"  round {round}: echo {result.Echo.AnsweredPerSecond:N0}/s, FULL {result.Full.AnsweredPerSecond:N0}/s (p99 {result.Full.FromSend.Quantile(0.99).TotalMilliseconds:F2} ms, "
                + $"server {result.Full.ServerMicrosecondsPerMessage:F1} µs, driver {result.Full.DriverMicrosecondsPerMessage:F1} µs), NORMAL {result.Normal.AnsweredPerSecond:N0}/s");
        }

        double Of(Func<(RunResult Echo, RunResult Full, RunResult Normal), double> figure) => Median.Of(rounds.Select(figure));
        figures.Set("ratio_messages_64", Of(r => r.Full.AnsweredPerSecond / r.Echo.AnsweredPerSecond));
        figures.Set("ratio_messages_64_normal", Of(r => r.Normal.AnsweredPerSecond / r.Echo.AnsweredPerSecond));
        figures.Set("messages_per_s_64", Of(r => r.Full.AnsweredPerSecond));
        figures.Set("messages_per_s_64_normal", Of(r => r.Normal.AnsweredPerSecond));
        figures.Set("echo_per_s_64", Of(r => r.Echo.AnsweredPerSecond));
        figures.Set("server_us_per_message_64", Of(r => r.Full.ServerMicrosecondsPerMessage));
        figures.Set("driver_us_per_message_64", Of(r => r.Full.DriverMicrosecondsPerMessage));
        figures.Set("driver_share_64", Of(r => r.Full.DriverShare));
        figures.Set("echo_us_per_message_64", Of(r => r.Echo.ServerMicrosecondsPerMessage));
        figures.Set("echo_driver_share_64", Of(r => r.Echo.DriverShare));
        figures.Set("p99_ms_64", Of(r => r.Full.FromSend.Quantile(0.99).TotalMilliseconds));
    }
}
