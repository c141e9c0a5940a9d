namespace AgentBus.Domain.Queues;

/// <summary>The bounds and waits of a queue.</summary>
/// <param name="MaxMessages">So many messages may be unsettled.</param>
/// <param name="MaxBytes">So many bytes may they take together.</param>
/// <param name="MaxDeliveries">A message that was handed out so often and is not settled is dead.</param>
/// <param name="RedeliverAfter">A message that is with a consumer for so long is handed out again.</param>
/// <param name="ConsumerSilence">A consumer that did not renew itself for so long is gone.</param>
public sealed record QueueLimits(int MaxMessages, long MaxBytes, int MaxDeliveries, TimeSpan RedeliverAfter, TimeSpan ConsumerSilence)
{
    /// <summary>Messages that may be with a consumer that names no window.</summary>
    public const int DefaultWindow = 64;

    /// <summary>The largest window.</summary>
    public const int MaxWindow = 1_000;

    /// <summary>
    /// So often may a message come back from consumers that went without a word on it before that counts as an attempt: one that brings
    /// down whoever takes it is dead in the end, and a connection that breaks now and then costs nothing. Not stored.
    /// </summary>
    public const int MaxGivenBack = 10;

    /// <summary>The longest delay that a consumer can ask for before a message comes again.</summary>
    public static readonly TimeSpan LongestRetry = TimeSpan.FromDays(1);

    /// <summary>After a death could not be stored it is tried again so much later.</summary>
    public static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);

    /// <summary>10,000 messages or 64 MiB, 5 deliveries, 30 and 60 seconds.</summary>
    public static QueueLimits Default { get; } = new(10_000, 64 << 20, 5, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
}
