using AgentBus.Load.Dashboards;
using AgentBus.Load.Drivers;
using AgentBus.Load.Measure;
using AgentBus.Load.Processes;
using AgentBus.Load.Reports;

namespace AgentBus.Load.Suites;

/// <summary>
/// What people who look on cost: the same messages through the same silo with three dashboards open and with none, in turns; and how long pages take while many
/// cases wait and messages flow.
/// </summary>
internal sealed class DashboardSuite : ISuite
{
    private const int Agents = 64;
    private const int Senders = 10;
    private const int MessagesPerSecond = 50;
    private static readonly string[] Pages = ["queue", "overview", "decided"];

    public string Name => "dashboards";

    public async Task MeasureAsync(LoadOptions options, Figures figures, CancellationToken cancellationToken)
    {
        await using var silo = await LoadSilo.StartAsync("FULL", options, cancellationToken, holdsMessages: true);
        await CaseDriver.FillAsync(silo, Senders, options.DashboardCases / Senders, cancellationToken);
        silo.SkipRows();
        using var group = silo.Group(LoadSilo.DurableChannels, Agents, "dash");
        RunResult Run(TimeSpan time) => silo.Checked(ClosedLoop.Run(group, 1, time), figures);
        Run(options.WarmUp);
        await WatchedAsync(silo, () => Run(options.WarmUp), cancellationToken);
        var rounds = new List<(RunResult Without, RunResult With)>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            // Turn and turn about, so that neither is always the first.
            var first = round % 2 == 0 ? null : Run(options.Throughput);
            var with = await WatchedAsync(silo, () => Run(options.Throughput), cancellationToken);
            var result = (Without: first ?? Run(options.Throughput), With: with);
            rounds.Add(result);
            Progress.Say(
                $"  round {round}: nobody looks {result.Without.AnsweredPerSecond:N0}/s (server {result.Without.ServerMicrosecondsPerMessage:F1} µs), "
                + $"three dashboards {result.With.AnsweredPerSecond:N0}/s (server {result.With.ServerMicrosecondsPerMessage:F1} µs)");
        }

        double Of(Func<(RunResult Without, RunResult With), double> figure) => Median.Of(rounds.Select(figure));
        figures.Set("dashboards_cpu_ratio", Of(static r => r.With.ServerMicrosecondsPerMessage / r.Without.ServerMicrosecondsPerMessage));
        figures.Set("dashboards_without_us_64", Of(static r => r.Without.ServerMicrosecondsPerMessage));
        figures.Set("dashboards_with_us_64", Of(static r => r.With.ServerMicrosecondsPerMessage));
        await ReadPagesAsync(silo, group, options, figures, cancellationToken);
    }

    private static async Task<RunResult> WatchedAsync(LoadSilo silo, Func<RunResult> run, CancellationToken cancellationToken)
    {
        var open = new List<OpenDashboard>();
        try
        {
            foreach (var page in Pages)
            {
                open.Add(await OpenDashboard.OpenAsync(silo, page, cancellationToken));
            }

            return run();
        }
        finally
        {
            foreach (var dashboard in open)
            {
                await dashboard.DisposeAsync();
            }
        }
    }

    private static async Task ReadPagesAsync(LoadSilo silo, LoadGroup group, LoadOptions options, Figures figures, CancellationToken cancellationToken)
    {
        await using var dashboard = await OpenDashboard.OpenAsync(silo, "queue", cancellationToken);
        var (times, ignored) = (new LatencyHistogram(), new LatencyHistogram());
        var flowing = Task.Run(() => FixedRate.Run(group, MessagesPerSecond, options.Latency), cancellationToken);
        for (var turn = 0; !flowing.IsCompleted; turn++)
        {
            foreach (var page in Pages)
            {
                await dashboard.ReadAsync(page, turn < 3 ? ignored : times, cancellationToken);
            }
        }

        silo.Checked(await flowing, figures);
        figures.Set("dashboard_cases", options.DashboardCases);
        figures.Set("dashboard_page_p50_ms", times.Quantile(0.5).TotalMilliseconds);
        figures.Set("dashboard_page_p99_ms", times.Quantile(0.99).TotalMilliseconds);
        Progress.Say($"  pages with {options.DashboardCases} open cases and {MessagesPerSecond} messages/s: p50 {times.Quantile(0.5).TotalMilliseconds:F2} ms, p99 {times.Quantile(0.99).TotalMilliseconds:F2} ms");
    }
}
