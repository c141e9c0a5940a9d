using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A page of the channels of a room.</summary>
/// <param name="Channels">The channels, in ordinal order of their names.</param>
/// <param name="Next">After this name the next page goes on; empty: this was the last.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ChannelListing")]
public sealed record ChannelListing([property: Id(0)] ImmutableArray<ChannelPopulation> Channels, [property: Id(1)] string Next);
