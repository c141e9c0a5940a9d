using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>Names of cases.</summary>
/// <param name="CaseIds">The names.</param>
[GenerateSerializer, Immutable, Alias("agentbus.CaseIdList")]
public sealed record CaseIdList([property: Id(0)] ImmutableArray<string> CaseIds);
