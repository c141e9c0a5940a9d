using Orleans;

namespace AgentBus.Model;

/// <summary>Where a delivered message lies.</summary>
/// <param name="Room">The room.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Position">Epoch and sequence there.</param>
[GenerateSerializer, Immutable, Alias("agentbus.LedgerPlace")]
public sealed record LedgerPlace([property: Id(0)] string Room, [property: Id(1)] string Channel, [property: Id(2)] Position Position);
