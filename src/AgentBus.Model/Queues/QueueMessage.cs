using Orleans;

namespace AgentBus.Model;

/// <summary>A message that a queue hands to a consumer.</summary>
/// <param name="Message">The message at its place in the queue.</param>
/// <param name="Attempt">How often it was handed out, this time included; from 1.</param>
[GenerateSerializer, Immutable, Alias("agentbus.QueueMessage")]
public sealed record QueueMessage([property: Id(0)] ChannelMessage Message, [property: Id(1)] int Attempt);
