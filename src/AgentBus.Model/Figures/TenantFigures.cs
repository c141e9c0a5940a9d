using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>How a tenant is doing now and was in the last hour. Counts are kept in memory: they begin anew with the bus.</summary>
/// <param name="Since">They are counted since then; later than an hour ago where the bus has just begun.</param>
/// <param name="Minutes">The last sixty minutes, oldest first; the last one is not over.</param>
/// <param name="Stopped">What did not pass in that hour, by stage and outcome.</param>
/// <param name="MessagesPerSecond">The mean of the last ten seconds.</param>
/// <param name="Cases">The cases that are not over.</param>
/// <param name="Agents">The registered agents.</param>
[GenerateSerializer, Immutable, Alias("agentbus.TenantFigures")]
public sealed record TenantFigures(
    [property: Id(0)] DateTimeOffset Since,
    [property: Id(1)] ImmutableArray<FigureMinute> Minutes,
    [property: Id(2)] ImmutableArray<StageCount> Stopped,
    [property: Id(3)] double MessagesPerSecond,
    [property: Id(4)] OpenCaseCount Cases,
    [property: Id(5)] PresenceCount Agents);
