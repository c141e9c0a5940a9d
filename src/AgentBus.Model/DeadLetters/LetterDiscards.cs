using Orleans;

namespace AgentBus.Model;

/// <summary>What became of a page of letters that was discarded.</summary>
/// <param name="Discarded">So many were removed.</param>
/// <param name="Next">What to ask for next as <see cref="DeadLetterQuery.Before"/>; 0: these were the last.</param>
[GenerateSerializer, Immutable, Alias("agentbus.LetterDiscards")]
public sealed record LetterDiscards([property: Id(0)] int Discarded, [property: Id(1)] long Next);
