using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>Changes of a tenant's cases, in order; an event of their stream, and a page of those that are kept.</summary>
/// <param name="Epoch">Names the numbering; another one when the index of the cases was built anew.</param>
/// <param name="Head">The latest change that there is; 0: none.</param>
/// <param name="Items">The changes; they need not reach to the head.</param>
/// <param name="IsLost">What came after the place that was asked for is not kept any more: list again, and go on from the head.</param>
[GenerateSerializer, Immutable, Alias("agentbus.CaseUpdates")]
public sealed record CaseUpdates(
    [property: Id(0)] ulong Epoch, [property: Id(1)] long Head, [property: Id(2)] ImmutableArray<CaseUpdate> Items, [property: Id(3)] bool IsLost = false);
