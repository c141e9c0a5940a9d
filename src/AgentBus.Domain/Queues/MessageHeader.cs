using AgentBus.Model;

namespace AgentBus.Domain.Queues;

/// <summary>What a queue reads of a message.</summary>
/// <param name="Priority">Its class.</param>
/// <param name="ParentId">The message that it answers; empty: none.</param>
/// <param name="CorrelationId">The request that it belongs to; empty: none.</param>
/// <param name="IsReply">It is of a type that answers another message.</param>
public readonly record struct MessageHeader(Priority Priority, string ParentId, string CorrelationId, bool IsReply = true);
