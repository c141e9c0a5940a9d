using Orleans;

namespace AgentBus.Model;

/// <summary>Asks something of a channel.</summary>
/// <param name="Session">The agent's session.</param>
/// <param name="Channel">The channel.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ChannelRequest")]
public sealed record ChannelRequest([property: Id(0)] SessionToken Session, [property: Id(1)] ChannelName Channel);
