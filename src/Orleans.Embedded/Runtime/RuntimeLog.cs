using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>What the runtime logs.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(1, LogLevel.Warning, "One-way call {Method} to {GrainId} failed")]
    public static partial void OneWayFailed(ILogger logger, Exception exception, string method, GrainId grainId);

    [LoggerMessage(2, LogLevel.Error, "A callback in {GrainId} threw, and nothing awaits it")]
    public static partial void Unhandled(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(3, LogLevel.Error, "Activation of {GrainId} failed")]
    public static partial void ActivationFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(4, LogLevel.Error, "Deactivation of {GrainId} failed")]
    public static partial void DeactivationFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(5, LogLevel.Error, "Timer callback of {GrainId} failed")]
    public static partial void TimerFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(6, LogLevel.Error, "Reminder {Reminder} of {GrainId} failed")]
    public static partial void ReminderFailed(ILogger logger, Exception exception, string reminder, GrainId grainId);

    [LoggerMessage(7, LogLevel.Error, "A subscriber of stream {StreamId} of {Provider} failed")]
    public static partial void SubscriberFailed(ILogger logger, Exception exception, StreamId streamId, string provider);

    [LoggerMessage(8, LogLevel.Error, "{Observer} failed to stop in stage {Stage}")]
    public static partial void StopFailed(ILogger logger, Exception exception, string observer, int stage);

    [LoggerMessage(9, LogLevel.Warning, "{Count} activations did not end before the silo had to stop")]
    public static partial void ActivationsLeft(ILogger logger, int count);

    [LoggerMessage(10, LogLevel.Information, "Observer {Observer} failed and was dropped")]
    public static partial void ObserverDropped(ILogger logger, Exception exception, string? observer);
}
