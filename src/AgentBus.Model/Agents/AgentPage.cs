using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A part of the directory, by agent in ordinal order.</summary>
/// <param name="Agents">The agents.</param>
/// <param name="Next">What the next query names as its <see cref="AgentQuery.After"/>; empty: there are no more.</param>
[GenerateSerializer, Immutable, Alias("agentbus.AgentPage")]
public sealed record AgentPage([property: Id(0)] ImmutableArray<AgentEntry> Agents, [property: Id(1)] string Next);
