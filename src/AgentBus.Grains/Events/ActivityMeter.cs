using System.Collections.Concurrent;
using AgentBus.Domain.Events;
using AgentBus.Domain.Ports;

namespace AgentBus.Grains.Events;

/// <summary>The counters of this silo that hold something. An agent is told of once a second, however much it sends. Thread-safe.</summary>
internal sealed class ActivityMeter
{
    private readonly ConcurrentQueue<ActivityCounter> _begun = new();

    /// <summary>A counter holds something; said once until it is taken.</summary>
    public void Begun(ActivityCounter counter) => _begun.Enqueue(counter);

    /// <summary>Tells what was counted since the last time.</summary>
    public void Tell(IBusEvents events, DateTimeOffset now)
    {
        // Those that begin meanwhile belong to the next time.
        for (var left = _begun.Count; left > 0 && _begun.TryDequeue(out var counter); left--)
        {
            events.Publish(BusEvents.Activity(counter.Agent, "messages_sent", now, EventField.Of("count", counter.Take())));
        }
    }
}
