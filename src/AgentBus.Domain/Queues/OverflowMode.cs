namespace AgentBus.Domain.Queues;

/// <summary>How far a queue goes when it is at its bound (MSG-13). Each value includes the steps before it.</summary>
public enum OverflowMode
{
    /// <summary>Backpressure: the sender is refused and told when to try again.</summary>
    Refuse,

    /// <summary>After a time of backpressure messages are kept in the overflow storage until there is room.</summary>
    Spill,

    /// <summary>What the overflow storage has no room for becomes a dead letter.</summary>
    DeadLetter,
}
