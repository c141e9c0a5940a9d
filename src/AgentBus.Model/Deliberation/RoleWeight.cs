using Orleans;

namespace AgentBus.Model;

/// <summary>How much the vote of a role weighs where votes are weighed.</summary>
/// <param name="Role">The role.</param>
/// <param name="Weight">1 to 1,000.</param>
[GenerateSerializer, Immutable, Alias("agentbus.RoleWeight")]
public sealed record RoleWeight([property: Id(0)] string Role, [property: Id(1)] int Weight);
