using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>What an agent's grain did to stop it.</summary>
/// <param name="Sessions">So many sessions ended.</param>
/// <param name="Unconfirmed">What is not known to be done, one sentence each; none: the holders of all sessions know, no queue serves them any more, and nothing that it sent is under way.</param>
[GenerateSerializer, Immutable, Alias("agentbus.AgentStopped")]
public sealed record AgentStopped([property: Id(0)] int Sessions, [property: Id(1)] ImmutableArray<string> Unconfirmed);
