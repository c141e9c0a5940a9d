using Orleans;

namespace AgentBus.Model;

/// <summary>What a queue took back from those who were stopped.</summary>
/// <param name="Consumers">So many of their sessions were attached.</param>
/// <param name="TakenBack">So many messages were with them, and wait again. It does not count as an attempt.</param>
/// <param name="Waiting">So many messages are unsettled now.</param>
[GenerateSerializer, Immutable, Alias("agentbus.QueueReleased")]
public sealed record QueueReleased([property: Id(0)] int Consumers, [property: Id(1)] int TakenBack, [property: Id(2)] int Waiting);
