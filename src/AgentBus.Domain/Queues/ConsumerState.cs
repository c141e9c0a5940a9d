using AgentBus.Model;

namespace AgentBus.Domain.Queues;

/// <summary>A consumer and what is with it.</summary>
internal sealed class ConsumerState(QueueConsumer consumer)
{
    /// <summary>Who it is, as it said last.</summary>
    public QueueConsumer Consumer { get; set; } = consumer;

    /// <summary>When it was heard of last.</summary>
    public TimeSpan LastSeen { get; set; }

    /// <summary>What was handed to it and is not settled.</summary>
    public HashSet<QueueEntry> Held { get; } = [];

    /// <summary>Replies to its requests that wait for it.</summary>
    public WaitingOrder Replies { get; } = new();

    /// <summary>It is attached no more.</summary>
    public bool IsGone { get; set; }

    /// <summary>It can take one more.</summary>
    public bool IsFree => Held.Count < Consumer.Window;
}
