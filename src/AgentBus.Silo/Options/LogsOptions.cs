using System.ComponentModel.DataAnnotations;

namespace AgentBus.Silo.Options;

/// <summary>The log on standard output (OBS-06, OBS-08). Levels stand in the section <c>Logging:LogLevel</c>, as with every .NET host.</summary>
internal sealed class LogsOptions
{
    /// <summary>Json: one object a line. Text: one line for people. Auto: Text on a terminal, else Json.</summary>
    public LogFormat Format { get; set; } = LogFormat.Auto;

    /// <summary>Leaves lines below Information as they are instead of taking secrets out of them, and marks them <c>"sensitive": true</c>. Security: for a short look only, never in production.</summary>
    public bool ShowSensitiveDebug { get; set; }

    /// <summary>A line of statistics is written so often (OBS-12); zero: never.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan StatisticsEvery { get; set; } = TimeSpan.FromMinutes(1);
}
