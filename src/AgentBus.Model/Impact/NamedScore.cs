using Orleans;

namespace AgentBus.Model;

/// <summary>A threshold, a floor or a weight under a name.</summary>
/// <param name="Name">An action or a tool, or a factor of a score.</param>
/// <param name="Value">0 to 1.</param>
[GenerateSerializer, Immutable, Alias("agentbus.NamedScore")]
public sealed record NamedScore(
    [property: Id(0)] string Name,
    [property: Id(1)] double Value);
