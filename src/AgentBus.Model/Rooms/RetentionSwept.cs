using Orleans;

namespace AgentBus.Model;

/// <summary>What a sweep removed.</summary>
/// <param name="First">The oldest sequence that can still be read; 0 where there is none.</param>
/// <param name="Messages">Messages removed.</param>
/// <param name="Bytes">Bytes that they took.</param>
/// <param name="IsComplete">False where the store could not write, or another silo took the channel over: the next sweep goes on.</param>
[GenerateSerializer, Immutable, Alias("agentbus.RetentionSwept")]
public sealed record RetentionSwept(
    [property: Id(0)] long First,
    [property: Id(1)] long Messages,
    [property: Id(2)] long Bytes,
    [property: Id(3)] bool IsComplete);
