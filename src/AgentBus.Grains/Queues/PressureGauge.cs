using AgentBus.Domain.Events;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Queues;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Queues;

/// <summary>Tells operators how near a queue is to its bounds: an event and a log line for each change (MSG-13).</summary>
internal sealed partial class PressureGauge(
    ChannelKey queue, QueueIndex index, QueueLimits limits, OverflowIndex overflow, OverflowLimits overflowLimits, QueueClock clock, IBusEvents events, ILogger logger)
{
    /// <summary>As it was read last.</summary>
    public QueuePressure Pressure { get; private set; }

    /// <summary>Looks, and tells if it is another one.</summary>
    /// <param name="overflowRefused">The overflow had no room just now.</param>
    public void Read(bool overflowRefused = false)
    {
        var now = PressureRules.Next(
            Pressure,
            PressureRules.Fill(index.Count, limits.MaxMessages, index.Bytes, limits.MaxBytes),
            overflow.Count > 0,
            PressureRules.Fill(overflow.Count, overflowLimits.MaxMessages, overflow.Bytes, overflowLimits.MaxBytes),
            overflowRefused);
        if (now == Pressure)
        {
            return;
        }

        Pressure = now;
        events.Publish(BusEvents.Pressure(queue, now, index.Count, index.Bytes, overflow.Count, clock.Now.Utc));
        if (now >= QueuePressure.Spilling)
        {
            LogOver(logger, queue.GrainKey, now, index.Count, overflow.Count);
        }
        else
        {
            LogPressure(logger, queue.GrainKey, now, index.Count);
        }
    }

    [LoggerMessage(EventId = 2504, Level = LogLevel.Warning, Message = "{Queue} is full ({Pressure}): {Messages} messages in it, {Spilled} in its overflow.")]
    private static partial void LogOver(ILogger logger, string queue, QueuePressure pressure, int messages, int spilled);

    [LoggerMessage(EventId = 2505, Level = LogLevel.Information, Message = "{Queue} is {Pressure}: {Messages} messages in it, none in its overflow.")]
    private static partial void LogPressure(ILogger logger, string queue, QueuePressure pressure, int messages);
}
