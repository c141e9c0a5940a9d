using Orleans;

namespace AgentBus.Model;

/// <summary>A place in a channel.</summary>
/// <param name="Epoch">Names a history; it changes only when positions are lost. 0: none.</param>
/// <param name="Sequence">Counts from 1 within the epoch. 0: before the first.</param>
[GenerateSerializer, Immutable, Alias("agentbus.Position")]
public readonly record struct Position([property: Id(0)] ulong Epoch, [property: Id(1)] long Sequence);
