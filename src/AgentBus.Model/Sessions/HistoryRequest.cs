using Orleans;

namespace AgentBus.Model;

/// <summary>Asks for a page of a channel's history.</summary>
/// <param name="Session">The agent's session.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Query">Which messages.</param>
[GenerateSerializer, Immutable, Alias("agentbus.HistoryRequest")]
public sealed record HistoryRequest(
    [property: Id(0)] SessionToken Session,
    [property: Id(1)] ChannelName Channel,
    [property: Id(2)] HistoryQuery Query);
