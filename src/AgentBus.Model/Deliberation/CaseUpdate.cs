using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A change of a case, for those who may see the case.</summary>
/// <param name="Position">Its place among the changes of the tenant's cases.</param>
/// <param name="Case">The case after it.</param>
/// <param name="Entries">What happened, in order: a vote, and the decision that it brought.</param>
[GenerateSerializer, Immutable, Alias("agentbus.CaseUpdate")]
public sealed record CaseUpdate(
    [property: Id(0)] Position Position, [property: Id(1)] CaseSummary Case, [property: Id(2)] ImmutableArray<CaseEntry> Entries)
{
    /// <summary>Roles by which the case could be seen before, and cannot now: who has no other lost sight of it.</summary>
    [Id(3)] public ImmutableArray<string> LostRoles { get; init; } = [];
}
