using AgentBus.Load.Drivers;
using AgentBus.Load.Measure;
using AgentBus.Load.Processes;
using AgentBus.Load.Reports;

namespace AgentBus.Load.Suites;

/// <summary>
/// What waiting for people costs: opening a case, from a vote to the delivery, a page of the open cases while many wait, and, round by round
/// beside a silo in which none waits, a message that is not held.
/// </summary>
internal sealed class CaseSuite : ISuite
{
    private const int Agents = 64;
    private const int Senders = 16;

    public string Name => "cases";

    public async Task MeasureAsync(LoadOptions options, Figures figures, CancellationToken cancellationToken)
    {
        await using var with = await LoadSilo.StartAsync("FULL", options, cancellationToken, holdsMessages: true);
        await using (var driver = await CaseDriver.StartAsync(with, cancellationToken))
        {
            await RunAsync(driver, Math.Max(10, options.Cases / 5), new Figures(), cancellationToken);
            await RunAsync(driver, options.Cases, figures, cancellationToken);
            await CaseDriver.FillAsync(with, Senders, options.OpenCases / Senders, cancellationToken);
            await ListAsync(driver, options, figures, cancellationToken);
        }

        await using var without = await LoadSilo.StartAsync("FULL", options, cancellationToken);
        CompareUnheld(without, with, options, figures);
    }

    /// <summary>So many messages, each held, approved and delivered; and as many that are not held, in turns with them.</summary>
    private static async Task RunAsync(CaseDriver driver, int cases, Figures figures, CancellationToken cancellationToken)
    {
        var (opened, plain, delivered, answered) = (new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram());
        for (var i = 0; i < cases; i++)
        {
            await driver.SendAsync(isHeld: false, plain);
            var held = await driver.SendAsync(isHeld: true, opened);
            await driver.ApproveAsync(held, delivered, answered, cancellationToken);
        }

        Set(figures, "case_open", opened);
        Set(figures, "case_plain", plain);
        Set(figures, "case_vote_delivery", delivered);
        Set(figures, "case_vote_answer", answered);
        Progress.Say(
            $"  {cases} cases: opened in {Milliseconds(opened)}, delivered {Milliseconds(delivered)} after the vote, which was answered in {Milliseconds(answered)}; not held {Milliseconds(plain)}");
    }

    /// <summary>The first page again and again, and after each decision: that is when the order of all is worked out anew.</summary>
    private static async Task ListAsync(CaseDriver driver, LoadOptions options, Figures figures, CancellationToken cancellationToken)
    {
        var (same, changed, ignored) = (new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram());
        var (open, first) = await driver.ListAsync(ignored, cancellationToken);
        figures.Set("case_list_open", open);
        for (var i = 0; i < options.Pages; i++)
        {
            await driver.ListAsync(same, cancellationToken);
            await driver.ApproveAsync(first, ignored, ignored, cancellationToken);
            (_, first) = await driver.ListAsync(changed, cancellationToken);
        }

        Set(figures, "case_list", same);
        Set(figures, "case_list_changed", changed);
        Progress.Say($"  a page of {open:N0} open cases: {Milliseconds(same)}; after a decision {Milliseconds(changed)}");
    }

    private static void CompareUnheld(LoadSilo without, LoadSilo with, LoadOptions options, Figures figures)
    {
        using var withoutGroup = without.Group(LoadSilo.DurableChannels, Agents, "without");
        using var withGroup = with.Group(LoadSilo.DurableChannels, Agents, "with");
        with.SkipRows();
        RunResult Run(LoadSilo silo, LoadGroup group, TimeSpan time) => silo.Checked(ClosedLoop.Run(group, 1, time), figures);
        Run(without, withoutGroup, options.WarmUp);
        Run(with, withGroup, options.WarmUp);
        var rounds = new List<(RunResult Without, RunResult With)>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            var result = (Without: Run(without, withoutGroup, options.Throughput), With: Run(with, withGroup, options.Throughput));
            rounds.Add(result);
            Progress.Say(
                $"  round {round}: none waits {result.Without.AnsweredPerSecond:N0}/s (server {result.Without.ServerMicrosecondsPerMessage:F1} µs), "
                + $"many wait {result.With.AnsweredPerSecond:N0}/s (server {result.With.ServerMicrosecondsPerMessage:F1} µs)");
        }

        double Of(Func<(RunResult Without, RunResult With), double> figure) => Median.Of(rounds.Select(figure));
        figures.Set("case_unheld_cpu_ratio", Of(static r => r.With.ServerMicrosecondsPerMessage / r.Without.ServerMicrosecondsPerMessage));
        figures.Set("case_unheld_rate_ratio", Of(static r => r.With.AnsweredPerSecond / r.Without.AnsweredPerSecond));
        figures.Set("case_unheld_without_us_64", Of(static r => r.Without.ServerMicrosecondsPerMessage));
        figures.Set("case_unheld_with_us_64", Of(static r => r.With.ServerMicrosecondsPerMessage));
    }

    private static void Set(Figures figures, string name, LatencyHistogram times)
    {
        figures.Set($"{name}_p50_ms", times.Quantile(0.5).TotalMilliseconds);
        figures.Set($"{name}_p99_ms", times.Quantile(0.99).TotalMilliseconds);
    }

    private static string Milliseconds(LatencyHistogram times) => $"{times.Quantile(0.5).TotalMilliseconds:F2} ms (p99 {times.Quantile(0.99).TotalMilliseconds:F2})";
}
