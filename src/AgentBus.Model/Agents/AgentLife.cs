using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>An agent's life as operators see it.</summary>
/// <param name="Record">The agent now.</param>
/// <param name="Debug">It is told to log for debugging.</param>
/// <param name="Versions">Its latest versions, the one registered last first.</param>
[GenerateSerializer, Immutable, Alias("agentbus.AgentLife")]
public sealed record AgentLife(
    [property: Id(0)] AgentRecord Record,
    [property: Id(1)] bool Debug,
    [property: Id(2)] ImmutableArray<AgentVersion> Versions);
