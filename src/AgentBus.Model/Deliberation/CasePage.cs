using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A page of cases.</summary>
/// <param name="Cases">The cases.</param>
/// <param name="Next">Where the next page begins; empty: these were the last.</param>
/// <param name="Open">So many cases of the tenant are not over.</param>
/// <param name="Groups">Of the cases of this page, how many open ones are like it, by group.</param>
/// <param name="Load">What reviewers did lately: votes since the index is up, by person.</param>
[GenerateSerializer, Immutable, Alias("agentbus.CasePage")]
public sealed record CasePage(
    [property: Id(0)] ImmutableArray<CaseSummary> Cases,
    [property: Id(1)] string Next,
    [property: Id(2)] int Open,
    [property: Id(3)] ImmutableDictionary<string, int> Groups,
    [property: Id(4)] ImmutableDictionary<string, int> Load);
