using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A change of a tenant is stored, and these silos have not confirmed it yet.</summary>
/// <param name="Revision">The revision that holds it.</param>
/// <param name="Unconfirmed">Names of live silos that did not answer in time; empty: all have it.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ChangeApplied")]
public sealed record ChangeApplied([property: Id(0)] long Revision, [property: Id(1)] ImmutableArray<string> Unconfirmed);
