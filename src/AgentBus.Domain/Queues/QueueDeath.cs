using AgentBus.Model;

namespace AgentBus.Domain.Queues;

/// <summary>A message that reached nobody.</summary>
/// <param name="Sequence">Its place in the queue.</param>
/// <param name="Attempts">How often it was handed out.</param>
/// <param name="Code">Why.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record QueueDeath(long Sequence, int Attempts, Code Code, string Reason);
