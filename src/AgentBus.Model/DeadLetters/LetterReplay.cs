using Orleans;

namespace AgentBus.Model;

/// <summary>What became of a letter that was replayed.</summary>
/// <param name="Id">The letter.</param>
/// <param name="Receipt">The receipt of the message; refused with <see cref="Code.NotFound"/> where there is no such letter.</param>
[GenerateSerializer, Immutable, Alias("agentbus.LetterReplay")]
public sealed record LetterReplay([property: Id(0)] long Id, [property: Id(1)] Receipt Receipt);
