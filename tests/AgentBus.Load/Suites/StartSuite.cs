using System.Diagnostics;
using AgentBus.Load.Measure;
using AgentBus.Load.Processes;
using AgentBus.Load.Reports;

namespace AgentBus.Load.Suites;

/// <summary>From starting the process in an empty directory to its first answer that it is ready.</summary>
internal sealed class StartSuite : ISuite
{
    public string Name => "start";

    public async Task MeasureAsync(LoadOptions options, Figures figures, CancellationToken cancellationToken)
    {
        var seconds = new List<double>();
        for (var i = 0; i < options.Starts; i++)
        {
            var since = Stopwatch.GetTimestamp();
            await using var silo = await LoadSilo.StartAsync("FULL", options, cancellationToken);
            seconds.Add(Stopwatch.GetElapsedTime(since).TotalSeconds);
        }

        figures.Set("ready_s", Median.Of(seconds));
        Progress.Say($"  {string.Join(", ", seconds.Select(s => s.ToString("F2")))} s");
    }
}
