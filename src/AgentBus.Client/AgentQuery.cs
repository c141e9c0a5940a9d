using AgentBus.Protocol.V1;

namespace AgentBus.Client;

/// <summary>Which agents are wanted: all that is given must hold; what is empty or null asks for nothing.</summary>
public sealed record AgentQuery
{
    /// <summary>A capability: its name for any version, or <c>name@version</c>.</summary>
    public string Capability { get; init; } = "";

    /// <summary>A part of the id or of the name, in any case.</summary>
    public string Name { get; init; } = "";

    /// <summary>What they are; unspecified: anything.</summary>
    public EntityType Type { get; init; }

    /// <summary>Where they stand.</summary>
    public AgentStatus? Status { get; init; }

    /// <summary>Whether they are there now.</summary>
    public AgentPresence? Presence { get; init; }
}
