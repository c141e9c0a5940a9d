using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>What an agent keeps: its registration. Stored as JSON; a golden file holds version 1.</summary>
internal sealed record AgentState
{
    /// <summary>The version of this record.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Grows by one with each change; 0: not registered.</summary>
    public long Revision { get; init; }

    /// <summary>What the agent says of itself; null: not registered.</summary>
    public AgentDescription? Description { get; init; }

    /// <summary>When it registered first.</summary>
    public DateTimeOffset? RegisteredAt { get; init; }
}
