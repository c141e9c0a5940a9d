using Orleans;

namespace AgentBus.Model;

/// <summary>Asks to follow a channel; it makes the agent a member.</summary>
/// <param name="Session">The agent's session.</param>
/// <param name="Channel">The channel.</param>
[GenerateSerializer, Immutable, Alias("agentbus.SubscribeRequest")]
public sealed record SubscribeRequest([property: Id(0)] SessionToken Session, [property: Id(1)] ChannelName Channel);
