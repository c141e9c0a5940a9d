using Orleans;

namespace AgentBus.Model;

/// <summary>Something that happened to a case.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who did it; <c>sys-bus</c> where nobody did.</param>
/// <param name="What">What, as one word of the transition table, lower snake case.</param>
/// <param name="Detail">More about it, in words.</param>
[GenerateSerializer, Immutable, Alias("agentbus.CaseEntry")]
public sealed record CaseEntry(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] string By, [property: Id(2)] string What, [property: Id(3)] string Detail);
