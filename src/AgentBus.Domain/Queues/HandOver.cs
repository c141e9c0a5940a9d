namespace AgentBus.Domain.Queues;

/// <summary>Messages that go to one consumer now.</summary>
/// <param name="SessionId">The consumer's session.</param>
/// <param name="Entries">The messages, in the order in which it is to get them; attempts count this time already.</param>
public sealed record HandOver(string SessionId, IReadOnlyList<QueueEntry> Entries);
