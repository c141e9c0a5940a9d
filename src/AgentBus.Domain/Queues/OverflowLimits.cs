namespace AgentBus.Domain.Queues;

/// <summary>The ladder of a queue that is at its bound.</summary>
/// <param name="Mode">How far it goes.</param>
/// <param name="Backpressure">Senders are refused for so long before the first message is spilled.</param>
/// <param name="MaxMessages">So many messages may be in a queue's overflow.</param>
/// <param name="MaxBytes">So many bytes may they take together.</param>
public sealed record OverflowLimits(OverflowMode Mode, TimeSpan Backpressure, int MaxMessages, long MaxBytes);
