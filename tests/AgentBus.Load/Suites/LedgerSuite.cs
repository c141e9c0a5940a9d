using AgentBus.Load.Drivers;
using AgentBus.Load.Measure;
using AgentBus.Load.Processes;
using AgentBus.Load.Reports;

namespace AgentBus.Load.Suites;

/// <summary>What the ledger costs: the same messages through a silo whose ledger is paused and one whose ledger grows, round by round.</summary>
internal sealed class LedgerSuite : ISuite
{
    private const int Agents = 64;

    public string Name => "ledger";

    public async Task MeasureAsync(LoadOptions options, Figures figures, CancellationToken cancellationToken)
    {
        await using var without = await LoadSilo.StartAsync("FULL", options, cancellationToken, isLedgerPaused: true);
        await using var with = await LoadSilo.StartAsync("FULL", options, cancellationToken);
        using var withoutGroup = without.Group(LoadSilo.DurableChannels, Agents, "without");
        using var withGroup = with.Group(LoadSilo.DurableChannels, Agents, "with");
        RunResult Run(LoadSilo silo, LoadGroup group, TimeSpan time) => silo.Checked(ClosedLoop.Run(group, 1, time), figures);
        Run(without, withoutGroup, options.WarmUp);
        Run(with, withGroup, options.WarmUp);
        var rounds = new List<(RunResult Without, RunResult With)>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            var result = (Without: Run(without, withoutGroup, options.Throughput), With: Run(with, withGroup, options.Throughput));
            rounds.Add(result);
            Progress.Say(
                $"  round {round}: without {result.Without.AnsweredPerSecond:N0}/s (server {result.Without.ServerMicrosecondsPerMessage:F1} µs), "
                + $"with {result.With.AnsweredPerSecond:N0}/s (server {result.With.ServerMicrosecondsPerMessage:F1} µs)");
        }

        figures.Set("ledger_cpu_ratio", Median.Of(rounds.Select(static r => r.With.ServerMicrosecondsPerMessage / r.Without.ServerMicrosecondsPerMessage)));
        figures.Set("ledger_without_us_64", Median.Of(rounds.Select(static r => r.Without.ServerMicrosecondsPerMessage)));
        figures.Set("ledger_with_us_64", Median.Of(rounds.Select(static r => r.With.ServerMicrosecondsPerMessage)));
    }
}
