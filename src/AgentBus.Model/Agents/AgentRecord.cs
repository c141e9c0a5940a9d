using Orleans;

namespace AgentBus.Model;

/// <summary>What an agent's grain knows of its agent for good, as the directory holds it.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Revision">Grows by one with each change; an older record never replaces a newer one.</param>
/// <param name="Type">What it is, as its credential said last.</param>
/// <param name="Status">Where it stands; never <see cref="AgentStatus.Disabled"/>.</param>
/// <param name="Reason">Why it stands there; empty: nobody said.</param>
/// <param name="Description">What it says of itself.</param>
/// <param name="RegisteredAt">When it registered first.</param>
/// <param name="ChangedAt">When this record came to be.</param>
[GenerateSerializer, Immutable, Alias("agentbus.AgentRecord")]
public sealed record AgentRecord(
    [property: Id(0)] AgentKey Agent,
    [property: Id(1)] long Revision,
    [property: Id(2)] EntityType Type,
    [property: Id(3)] AgentStatus Status,
    [property: Id(4)] string Reason,
    [property: Id(5)] AgentDescription Description,
    [property: Id(6)] DateTimeOffset RegisteredAt,
    [property: Id(7)] DateTimeOffset ChangedAt);
