using Orleans;

namespace AgentBus.Model;

/// <summary>Asks to follow a channel; it makes the agent a member.</summary>
/// <param name="Session">The agent's session.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Since">Where to begin is wanted: at the first message accepted at or after this time.</param>
/// <param name="FromAcknowledged">The same: after the position that the agent acknowledged last; without one at the beginning.</param>
[GenerateSerializer, Immutable, Alias("agentbus.SubscribeRequest")]
public sealed record SubscribeRequest(
    [property: Id(0)] SessionToken Session,
    [property: Id(1)] ChannelName Channel,
    [property: Id(2)] DateTimeOffset? Since = null,
    [property: Id(3)] bool FromAcknowledged = false);
