using AgentBus.Load.Drivers;
using AgentBus.Load.Measure;
using AgentBus.Load.Processes;
using AgentBus.Load.Reports;
using AgentBus.Load.Wire;

namespace AgentBus.Load.Suites;

/// <summary>Deliveries a second from one publisher to 100 members, 16 messages in flight, next to one Kestrel <c>SendAsync</c> for each.</summary>
internal sealed class FanOutSuite : ISuite
{
    private const int Members = 100;
    private const int InFlight = 16;

    public string Name => "fan-out";

    public async Task MeasureAsync(LoadOptions options, Figures figures, CancellationToken cancellationToken)
    {
        await using var silo = await LoadSilo.StartAsync("FULL", options, cancellationToken);
        await using var peer = await PeerProcess.StartAsync("fanout-echo", cancellationToken);
        using var bus = silo.FanOutGroup(Members);
        CountingReceiver[] members = [.. Enumerable.Range(0, Members).Select(_ => PeerConnections.Member(peer.Address))];
        using var bare = new LoadGroup(peer.Id, [PeerConnections.Sender(peer.Address, "publisher")], members, Members);

        ClosedLoop.Run(bare, InFlight, options.WarmUp);
        silo.Checked(ClosedLoop.Run(bus, InFlight, options.WarmUp), figures);
        var rounds = new List<(double Bus, double Bare)>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            var bareRun = ClosedLoop.Run(bare, InFlight, options.FanOut);
            var busRun = silo.Checked(ClosedLoop.Run(bus, InFlight, options.FanOut), figures);
            rounds.Add((busRun.DeliveredPerSecond, bareRun.DeliveredPerSecond));
            Progress.Say(
                $"  round {round}: bare {bareRun.DeliveredPerSecond:N0}, bus {busRun.DeliveredPerSecond:N0} deliveries/s "
                + $"(server {bareRun.ServerMicrosecondsPerDelivery:F2}, {busRun.ServerMicrosecondsPerDelivery:F2} µs a delivery; driver's share of the CPU {bareRun.DriverShare:P0}, {busRun.DriverShare:P0})");
        }

        figures.Set("ratio_fanout_100", Median.Of(rounds.Select(round => round.Bus / round.Bare)));
        figures.Set("deliveries_per_s_100", Median.Of(rounds.Select(round => round.Bus)));
        figures.Set("fanout_echo_per_s_100", Median.Of(rounds.Select(round => round.Bare)));
    }
}
