using AgentBus.Load.Drivers;
using AgentBus.Load.Processes;
using AgentBus.Load.Reports;
using AgentBus.Load.Sockets;
using AgentBus.Load.Wire;

namespace AgentBus.Load.Suites;

/// <summary>Ten connections for each one that speaks (PRF-04): the quiet ones must cost the others nothing.</summary>
internal sealed class CrowdSuite : ISuite
{
    private const int PerSecond = 6_310;
    private const int Speaking = 10;
    private const int SmallBuffer = 2048;

    public string Name => "crowd";

    public async Task MeasureAsync(LoadOptions options, Figures figures, CancellationToken cancellationToken)
    {
        await using var silo = await LoadSilo.StartAsync("FULL", options, cancellationToken);
        var agents = options.Crowd / Speaking;
        var quiet = new List<RawWebSocket>();
        try
        {
            for (var i = 0; i < options.Crowd - agents; i++)
            {
                quiet.Add(BusConnections.Open(silo.Address, silo.Token($"quiet-{i}"), SmallBuffer));
            }

            using var group = silo.Group(LoadSilo.DurableChannels, agents, "speaking");
            silo.Checked(FixedRate.Run(group, PerSecond, options.WarmUp), figures);
            var run = silo.Checked(FixedRate.Run(group, PerSecond, options.Latency), figures);
            figures.Set("crowd_connections", options.Crowd);
            figures.Set("crowd_p99_ms_at_6310", run.FromSchedule.Quantile(0.99).TotalMilliseconds);
            Progress.Say($"  {options.Crowd} connections, {agents} speak: {run.AnsweredPerSecond:N0}/s, p99 {run.FromSchedule.Quantile(0.99).TotalMilliseconds:F3} ms");
        }
        finally
        {
            quiet.ForEach(socket => socket.Dispose());
        }
    }
}
