namespace AgentBus.Domain.Queues;

/// <summary>How near a queue is to its bounds, as operators are told (MSG-13).</summary>
public enum QueuePressure
{
    /// <summary>There is room.</summary>
    Relieved,

    /// <summary>At least four fifths of a bound are taken.</summary>
    Filling,

    /// <summary>Messages wait in the overflow storage.</summary>
    Spilling,

    /// <summary>The overflow storage has no room either.</summary>
    OverflowFull,
}
