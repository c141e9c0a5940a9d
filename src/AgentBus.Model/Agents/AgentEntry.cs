using Orleans;

namespace AgentBus.Model;

/// <summary>An agent as the directory shows it.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Type">What it is.</param>
/// <param name="Status">Where it stands, by its own grain and by the tenant's settings.</param>
/// <param name="Reason">Why; empty: nobody said.</param>
/// <param name="Presence">Whether it is there now; an agent of an outside registry never is.</param>
/// <param name="LastSeen">When it was last heard of, to about a minute; null: never.</param>
/// <param name="Description">What it says of itself.</param>
/// <param name="RegisteredAt">When it registered first.</param>
/// <param name="Origin">The outside registry that it comes from; empty: it is one of ours.</param>
[GenerateSerializer, Immutable, Alias("agentbus.AgentEntry")]
public sealed record AgentEntry(
    [property: Id(0)] AgentKey Agent,
    [property: Id(1)] EntityType Type,
    [property: Id(2)] AgentStatus Status,
    [property: Id(3)] string Reason,
    [property: Id(4)] AgentPresence Presence,
    [property: Id(5)] DateTimeOffset? LastSeen,
    [property: Id(6)] AgentDescription Description,
    [property: Id(7)] DateTimeOffset RegisteredAt,
    [property: Id(8)] string Origin);
