using Orleans;

namespace AgentBus.Model;

/// <summary>What became of a message that was tried to be sent as an agent, without anybody to get it.</summary>
/// <param name="IsStopped">It was refused because the agent or its tenant is stopped.</param>
/// <param name="Says">Why it was refused, or what let it pass.</param>
[GenerateSerializer, Immutable, Alias("agentbus.SendProbe")]
public sealed record SendProbe([property: Id(0)] bool IsStopped, [property: Id(1)] string Says);
