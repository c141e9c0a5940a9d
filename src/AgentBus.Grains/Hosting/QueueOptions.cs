using AgentBus.Domain.Queues;

namespace AgentBus.Grains.Hosting;

/// <summary>Options of inboxes and work queues, section <c>AgentBus:Queues</c>. Validated at start.</summary>
public sealed class QueueOptions
{
    /// <summary>Messages of one queue that may be unsettled; beyond, <see cref="Overflow"/> counts: 1 to 100,000. Default 10,000.</summary>
    public int MaxMessages { get; set; } = 10_000;

    /// <summary>Bytes that they may take together: 64 KiB to 1 GiB. Default 64 MiB.</summary>
    public long MaxBytes { get; set; } = 64 << 20;

    /// <summary>Messages of one queue that are held in memory; the others are read when they are handed out: 1 to 10,000. Default 1,000.</summary>
    public int MessagesInMemory { get; set; } = 1_000;

    /// <summary>Bytes that they may take together: 64 KiB to 256 MiB. Default 8 MiB.</summary>
    public long BytesInMemory { get; set; } = 8 << 20;

    /// <summary>A message that was handed out so often and is not settled becomes a dead letter: 1 to 100. Default 5.</summary>
    public int MaxDeliveries { get; set; } = 5;

    /// <summary>A message that its consumer did not settle for so long is handed out again: 1 second to 1 hour. Default 30 seconds.</summary>
    public TimeSpan RedeliverAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A consumer that did not renew itself for so long is gone: 5 seconds to 1 hour. Default 60 seconds.</summary>
    public TimeSpan ConsumerSilence { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A message that expires in a queue becomes a dead letter; false: only evidence of it is kept. Default true.</summary>
    public bool DeadLetterExpired { get; set; } = true;

    /// <summary>
    /// How long the content of settled messages stays before it is removed; evidence and idempotency keys are kept: 100 ms to 1 hour. Default 10 seconds.
    /// </summary>
    public TimeSpan TrimAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What becomes of messages for a queue that is at its bound.</summary>
    public OverflowOptions Overflow { get; set; } = new();

    internal QueueLimits Limits => new(MaxMessages, MaxBytes, MaxDeliveries, RedeliverAfter, ConsumerSilence);
}
