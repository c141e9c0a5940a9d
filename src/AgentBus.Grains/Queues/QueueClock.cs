using AgentBus.Domain.Queues;

namespace AgentBus.Grains.Queues;

/// <summary>Tells a queue the time.</summary>
internal sealed class QueueClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Now.</summary>
    public Moment Now => new(time.GetUtcNow(), time.GetElapsedTime(_start));
}
