using Orleans;

namespace AgentBus.Model;

/// <summary>A rule of a policy that held for a message, and where it stands. Immutable and thread-safe.</summary>
/// <param name="Name">Its name: <c>rules/name</c> for a declared one, else its path from <c>data</c> on.</param>
/// <param name="Place">Where it stands: the setting, or file, line and column in the bundle; empty: it is not known.</param>
/// <param name="Line">What stands there, at most 256 characters.</param>
[GenerateSerializer, Immutable, Alias("agentbus.FiredPolicyRule")]
public sealed record FiredPolicyRule(
    [property: Id(0)] string Name,
    [property: Id(1)] string Place,
    [property: Id(2)] string Line);
