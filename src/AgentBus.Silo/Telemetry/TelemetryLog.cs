namespace AgentBus.Silo.Telemetry;

/// <summary>What telemetry logs; ids 1420 to 1429.</summary>
internal static partial class TelemetryLog
{
    [LoggerMessage(1420, LogLevel.Warning, "The telemetry client of {Agent} was too slow for {Count} batches of events; they were dropped, and it was told")]
    public static partial void Dropped(ILogger logger, string agent, long count);

    [LoggerMessage(1421, LogLevel.Error, "The telemetry client of {Agent} failed; its connection is closed")]
    public static partial void Failed(ILogger logger, Exception fault, string agent);
}
