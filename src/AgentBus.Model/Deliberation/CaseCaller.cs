using Orleans;

namespace AgentBus.Model;

/// <summary>Who wants something of a case: an agent or a person with an open session, which is asked for at their own grain.</summary>
/// <param name="Agent">Who says they are it.</param>
/// <param name="Session">What proves it.</param>
[GenerateSerializer, Immutable, Alias("agentbus.CaseCaller")]
public sealed record CaseCaller([property: Id(0)] AgentKey Agent, [property: Id(1)] SessionToken Session);
