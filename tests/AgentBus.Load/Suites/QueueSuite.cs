using AgentBus.Load.Drivers;
using AgentBus.Load.Measure;
using AgentBus.Load.Processes;
using AgentBus.Load.Reports;

namespace AgentBus.Load.Suites;

/// <summary>
/// Messages that are settled one by one, 64 agents with one outstanding each: to inboxes, as requests with their replies, through work queues.
/// Each is acknowledged, and a run counts when the store says so of every one.
/// </summary>
internal sealed class QueueSuite(string name, string key, int receiptsPerAnswer, Func<LoadSilo, LoadGroup> connect) : ISuite
{
    private const int Agents = 64;
    private const int Receivers = 8;

    public string Name => name;

    /// <summary>Messages to the inboxes of 8 agents.</summary>
    public static QueueSuite Direct { get; } = new("direct", "direct", 1, static silo => silo.Direct(Agents, Receivers));

    /// <summary>Requests to 8 agents, which answer each; a request and its reply are two messages.</summary>
    public static QueueSuite Requests { get; } = new("request", "request", 2, static silo => silo.Requests(Agents, Receivers));

    /// <summary>8 work queues with 2 workers each.</summary>
    public static QueueSuite WorkQueues { get; } = new("work-queue", "work_queue", 1, static silo => silo.WorkQueues(Agents, workersEach: 2));

    public async Task MeasureAsync(LoadOptions options, Figures figures, CancellationToken cancellationToken)
    {
        await using var silo = await LoadSilo.StartAsync("FULL", options, cancellationToken);
        using var group = connect(silo);
        Task<RunResult> RunAsync(TimeSpan time) => silo.SettledAsync(ClosedLoop.Run(group, 1, time), figures, receiptsPerAnswer, cancellationToken);
        await RunAsync(options.WarmUp);
        var rounds = new List<RunResult>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            var run = await RunAsync(options.Throughput);
            rounds.Add(run);
            Progress.Say(
                $"  round {round}: {run.AnsweredPerSecond:N0}/s, p50 {run.FromSend.Quantile(0.5).TotalMilliseconds:F2}, p99 {run.FromSend.Quantile(0.99).TotalMilliseconds:F2} ms "
                + $"(server {run.ServerMicrosecondsPerMessage:F1} µs, driver {run.DriverMicrosecondsPerMessage:F1} µs)");
        }

        figures.Set($"{key}_per_s_64", Median.Of(rounds.Select(static run => run.AnsweredPerSecond)));
        figures.Set($"{key}_p50_ms_64", Median.Of(rounds.Select(static run => run.FromSend.Quantile(0.5).TotalMilliseconds)));
        figures.Set($"{key}_p99_ms_64", Median.Of(rounds.Select(static run => run.FromSend.Quantile(0.99).TotalMilliseconds)));
        figures.Set($"{key}_server_us_64", Median.Of(rounds.Select(static run => run.ServerMicrosecondsPerMessage)));
        figures.Set($"{key}_driver_us_64", Median.Of(rounds.Select(static run => run.DriverMicrosecondsPerMessage)));
    }
}
