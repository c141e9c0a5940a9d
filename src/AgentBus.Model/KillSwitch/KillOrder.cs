using Orleans;

namespace AgentBus.Model;

/// <summary>An operator's order to stop an agent or a tenant at once.</summary>
/// <param name="Target">Whom.</param>
/// <param name="OperatorId">Who orders it.</param>
/// <param name="Reason">Why, in words; may be empty.</param>
[GenerateSerializer, Immutable, Alias("agentbus.KillOrder")]
public sealed record KillOrder([property: Id(0)] KillTarget Target, [property: Id(1)] string OperatorId, [property: Id(2)] string Reason);
