using AgentBus.Domain.Ports;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Telemetry;

/// <summary>Counts the faults of stages, and logs them, at most one a second: a message that breaks a stage may come in a flood. Thread-safe.</summary>
internal sealed partial class StageFaults(AdmissionMeter meter, TimeProvider time, ILogger<StageFaults> logger) : IStageFaults
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private long _loggedAt = long.MinValue;
    private long _count;

    public void Failed(string stage, Exception fault)
    {
        meter.Failed(stage);
        var count = Interlocked.Increment(ref _count);
        var (last, now) = (Volatile.Read(ref _loggedAt), time.GetTimestamp());
        if ((last == long.MinValue || time.GetElapsedTime(last, now) >= Quiet) && Interlocked.CompareExchange(ref _loggedAt, now, last) == last)
        {
            // What it says may quote the message, so only its kind and place are logged.
            LogFailed(logger, stage, fault.GetType().Name, fault.TargetSite?.DeclaringType?.Name ?? "", count);
        }
    }

    [LoggerMessage(EventId = 3211, Level = LogLevel.Error, Message = "The stage {Stage} failed with {Fault} in {Place}; its configured decision holds. Faults since the start: {Count}.")]
    private static partial void LogFailed(ILogger logger, string stage, string fault, string place, long count);
}
