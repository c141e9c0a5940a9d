using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>What became of a page of letters that was replayed.</summary>
/// <param name="Replays">Each letter with its receipt, oldest first.</param>
/// <param name="Next">What to ask for next as <see cref="DeadLetterQuery.Before"/>; 0: these were the last.</param>
[GenerateSerializer, Immutable, Alias("agentbus.LetterReplays")]
public sealed record LetterReplays([property: Id(0)] ImmutableArray<LetterReplay> Replays, [property: Id(1)] long Next);
