using Orleans;

namespace AgentBus.Model;

/// <summary>One step of stopping a target, and whether it is known to be done.</summary>
/// <param name="Action">What was done.</param>
/// <param name="Where">By whom or at what: a silo, an agent, a queue.</param>
/// <param name="Confirmed">It is known to be done; else it may or may not be.</param>
/// <param name="Count">How many it was done with; 0 where there were none.</param>
/// <param name="Says">More of it, for people; may be empty.</param>
[GenerateSerializer, Immutable, Alias("agentbus.KillStep")]
public sealed record KillStep(
    [property: Id(0)] KillAction Action,
    [property: Id(1)] string Where,
    [property: Id(2)] bool Confirmed,
    [property: Id(3)] int Count,
    [property: Id(4)] string Says);
