using Orleans;

namespace AgentBus.Model;

/// <summary>An open session.</summary>
/// <param name="Token">Every further call carries it.</param>
/// <param name="Principal">Who it acts for.</param>
/// <param name="Replaced">An older socket of the same agent was closed for this one.</param>
[GenerateSerializer, Immutable, Alias("agentbus.SessionOpened")]
public sealed record SessionOpened(
    [property: Id(0)] SessionToken Token,
    [property: Id(1)] Principal Principal,
    [property: Id(2)] bool Replaced);
