using Orleans;

namespace AgentBus.Model;

/// <summary>A channel that an agent is a member of.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Acknowledged">The position that it acknowledged last; <c>default</c>: none.</param>
[GenerateSerializer, Immutable, Alias("agentbus.Membership")]
public sealed record Membership(
    [property: Id(0)] ChannelKey Channel,
    [property: Id(1)] Position Acknowledged);
