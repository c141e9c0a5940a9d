using Orleans;

namespace AgentBus.Model;

/// <summary>What an agent's grain tells the directory.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Record">Its record; null: the directory has the newest.</param>
/// <param name="Sessions">How many sessions it has.</param>
/// <param name="SeenAt">When it was last heard of; null: not since the grain was activated.</param>
/// <param name="SentAt">When it last sent a message; null: not since the grain was activated.</param>
[GenerateSerializer, Immutable, Alias("agentbus.AgentReport")]
public sealed record AgentReport(
    [property: Id(0)] AgentKey Agent,
    [property: Id(1)] AgentRecord? Record,
    [property: Id(2)] int Sessions,
    [property: Id(3)] DateTimeOffset? SeenAt,
    [property: Id(4)] DateTimeOffset? SentAt);
