using Orleans;

namespace AgentBus.Model;

/// <summary>An agent as an outside registry names it (AGT-12). It grants nothing, and nothing can be sent to it here.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Type">What it is.</param>
/// <param name="Description">What is said of it.</param>
/// <param name="UpdatedAt">When that was said.</param>
[GenerateSerializer, Immutable, Alias("agentbus.OutsideAgent")]
public sealed record OutsideAgent(
    [property: Id(0)] AgentKey Agent,
    [property: Id(1)] EntityType Type,
    [property: Id(2)] AgentDescription Description,
    [property: Id(3)] DateTimeOffset UpdatedAt);
