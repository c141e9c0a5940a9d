using AgentBus.Model;

namespace AgentBus.Grains.Events;

/// <summary>Counts what one agent sends between two looks at it. Adding costs one interlocked operation. Thread-safe.</summary>
internal sealed class ActivityCounter(AgentKey agent, ActivityMeter meter)
{
    private int _messages;

    /// <summary>The agent.</summary>
    public AgentKey Agent => agent;

    /// <summary>Counts messages; more than none.</summary>
    public void Add(int messages)
    {
        if (Interlocked.Add(ref _messages, messages) == messages)
        {
            meter.Begun(this);
        }
    }

    /// <summary>The messages since the last time.</summary>
    public int Take() => Interlocked.Exchange(ref _messages, 0);
}
