using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>What came of an order to stop an agent or a tenant.</summary>
/// <param name="Target">Whom.</param>
/// <param name="Revision">The revision of the tenant's settings that the target is stopped by, or the one in force where that could not be stored.</param>
/// <param name="Steps">Each step with its acknowledgement.</param>
[GenerateSerializer, Immutable, Alias("agentbus.KillReport")]
public sealed record KillReport(
    [property: Id(0)] KillTarget Target,
    [property: Id(1)] long Revision,
    [property: Id(2)] ImmutableArray<KillStep> Steps)
{
    /// <summary>Every step is known to be done, and a message was tried and refused.</summary>
    public bool IsConfirmed => Steps.All(static step => step.Confirmed) && Steps.Any(static step => step is { Action: KillAction.Probe, Count: > 0 });

    /// <summary>The steps that are not known to be done.</summary>
    public IEnumerable<KillStep> Unconfirmed => Steps.Where(static step => !step.Confirmed);
}
