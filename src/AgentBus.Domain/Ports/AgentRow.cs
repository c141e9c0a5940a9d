using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>An agent as the directory stores it.</summary>
/// <param name="Record">The agent.</param>
/// <param name="LastSeen">When it was last heard of; null: never.</param>
public sealed record AgentRow(AgentRecord Record, DateTimeOffset? LastSeen);
