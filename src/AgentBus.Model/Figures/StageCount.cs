using Orleans;

namespace AgentBus.Model;

/// <summary>Messages that one stage of admission kept from going on.</summary>
/// <param name="Stage">The stage, as in <see cref="Verdict.Stage"/>.</param>
/// <param name="Outcome">Held or refused.</param>
/// <param name="Count">How many.</param>
[GenerateSerializer, Immutable, Alias("agentbus.StageCount")]
public sealed record StageCount([property: Id(0)] string Stage, [property: Id(1)] Outcome Outcome, [property: Id(2)] long Count);
