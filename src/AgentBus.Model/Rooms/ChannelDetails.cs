using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A channel as its readers see it.</summary>
/// <param name="Settings">What it is.</param>
/// <param name="Members">Ids of its members in ordinal order, the first 1,000.</param>
/// <param name="MemberCount">How many there are.</param>
/// <param name="Head">Its last position.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ChannelDetails")]
public sealed record ChannelDetails(
    [property: Id(0)] ChannelSettings Settings,
    [property: Id(1)] ImmutableArray<string> Members,
    [property: Id(2)] int MemberCount,
    [property: Id(3)] Position Head);
