using System.Collections.Immutable;
using AgentBus.Protocol.V1;

namespace AgentBus.Client;

/// <summary>What an agent says of itself when it connects. The first connection registers it; roles and clearance never come from here but from the credential.</summary>
public sealed record AgentProfile
{
    /// <summary>What it is; the credential decides in the end.</summary>
    public EntityType Type { get; init; } = EntityType.Agent;

    /// <summary>A name for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>The version of the agent, for operators who roll back.</summary>
    public string Version { get; init; } = "";

    /// <summary>What it can do.</summary>
    public ImmutableArray<AgentCapability> Capabilities { get; init; } = [];

    /// <summary>Anything else, such as <c>personality</c> or <c>avatar</c>. The SDK adds <c>client</c>, its own name and version, where that is not given.</summary>
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;
}
