using Orleans;

namespace AgentBus.Model;

/// <summary>What the bus thinks of a message's consequences: both scores with their explanations (EHI-01, EHI-03, T-02). Immutable and thread-safe.</summary>
/// <param name="Impact">How much is at stake.</param>
/// <param name="Ehi">How much reason there is to ask first: the epistemic humility index, as the bus computes it. What the sender says can only raise it.</param>
[GenerateSerializer, Immutable, Alias("agentbus.Assessment")]
public sealed record Assessment(
    [property: Id(0)] ScoreExplanation Impact,
    [property: Id(1)] ScoreExplanation Ehi);
