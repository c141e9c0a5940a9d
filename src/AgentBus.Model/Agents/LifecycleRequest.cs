using Orleans;

namespace AgentBus.Model;

/// <summary>An operator's order about an agent.</summary>
/// <param name="Action">What to do.</param>
/// <param name="OperatorId">Who orders it.</param>
/// <param name="Reason">Why, for evidence and for the agent.</param>
/// <param name="Version">The version that is marked or gone back to; empty with <see cref="LifecycleAction.RollBack"/>: the last known good one.</param>
[GenerateSerializer, Immutable, Alias("agentbus.LifecycleRequest")]
public sealed record LifecycleRequest(
    [property: Id(0)] LifecycleAction Action,
    [property: Id(1)] string OperatorId,
    [property: Id(2)] string Reason = "",
    [property: Id(3)] string Version = "");
