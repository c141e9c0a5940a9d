using Orleans;

namespace AgentBus.Model;

/// <summary>The cases of a tenant that are not over.</summary>
/// <param name="Waiting">Those in which people may vote.</param>
/// <param name="Decided">Those that are approved and not delivered, or not used, yet.</param>
/// <param name="Oldest">When the oldest of those that wait was opened; null: none waits.</param>
[GenerateSerializer, Immutable, Alias("agentbus.OpenCaseCount")]
public sealed record OpenCaseCount([property: Id(0)] int Waiting, [property: Id(1)] int Decided, [property: Id(2)] DateTimeOffset? Oldest);
