using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>Agents under one name, to which messages can be sent (AGT-05). Groups may hold groups, themselves included: each member counts once.</summary>
/// <param name="Name">The group's id.</param>
/// <param name="Agents">Its members.</param>
/// <param name="Groups">Groups whose members are members too.</param>
[GenerateSerializer, Immutable, Alias("agentbus.GroupSettings")]
public sealed record GroupSettings(
    [property: Id(0)] string Name,
    [property: Id(1)] ImmutableArray<string> Agents,
    [property: Id(2)] ImmutableArray<string> Groups);
