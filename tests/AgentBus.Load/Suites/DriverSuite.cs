using AgentBus.Load.Drivers;
using AgentBus.Load.Measure;
using AgentBus.Load.Processes;
using AgentBus.Load.Reports;
using AgentBus.Load.Wire;

namespace AgentBus.Load.Suites;

/// <summary>What the driver itself costs: against the echo, with one and with sixteen messages outstanding on each of 64 connections.</summary>
internal sealed class DriverSuite : ISuite
{
    private const int Agents = 64;

    public string Name => "driver";

    public async Task MeasureAsync(LoadOptions options, Figures figures, CancellationToken cancellationToken)
    {
        await using var echo = await PeerProcess.StartAsync("echo", cancellationToken);
        using var group = new LoadGroup(echo.Id, [.. Enumerable.Range(0, Agents).Select(i => PeerConnections.Sender(echo.Address, $"echo-{i}"))], [], 0);
        ClosedLoop.Run(group, 1, options.WarmUp);
        foreach (var outstanding in (int[])[1, 16])
        {
            var runs = Enumerable.Range(0, options.Rounds).Select(_ => ClosedLoop.Run(group, outstanding, options.Throughput / 2)).ToList();
            var cost = Median.Of(runs.Select(run => run.DriverMicrosecondsPerMessage));
            figures.Set($"driver_us_per_message_echo_w{outstanding}", cost);
            Progress.Say(
                $"  {outstanding} outstanding: {Median.Of(runs.Select(run => run.AnsweredPerSecond)):N0}/s, driver {cost:F2} µs a message, "
                + $"{Median.Of(runs.Select(run => run.DriverShare)):P0} of the CPU used");
        }
    }
}
