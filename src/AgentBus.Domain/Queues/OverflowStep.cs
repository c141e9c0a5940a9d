namespace AgentBus.Domain.Queues;

/// <summary>What becomes of a publish at a queue.</summary>
public enum OverflowStep
{
    /// <summary>Into the queue.</summary>
    Admit,

    /// <summary>Back to the sender, to try again later.</summary>
    Refuse,

    /// <summary>Into the overflow storage.</summary>
    Spill,

    /// <summary>It becomes a dead letter.</summary>
    DeadLetter,
}
