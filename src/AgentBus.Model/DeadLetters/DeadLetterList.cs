using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A page of dead letters.</summary>
/// <param name="Letters">The letters, newest first; envelope and stamp are empty.</param>
/// <param name="Next">What to ask for next as <see cref="DeadLetterQuery.Before"/>; 0: these were the last.</param>
[GenerateSerializer, Immutable, Alias("agentbus.DeadLetterList")]
public sealed record DeadLetterList([property: Id(0)] ImmutableArray<DeadLetter> Letters, [property: Id(1)] long Next);
