using Orleans;

namespace AgentBus.Model;

/// <summary>The case of a message is there.</summary>
/// <param name="CaseId">The case.</param>
[GenerateSerializer, Immutable, Alias("agentbus.CaseOpened")]
public sealed record CaseOpened([property: Id(0)] string CaseId);
