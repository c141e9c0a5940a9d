using System.Collections.Immutable;
using AgentBus.Protocol.V1;

namespace AgentBus.Client;

/// <summary>An agent as the directory shows it. What it says of itself grants nothing.</summary>
public sealed record AgentInfo
{
    /// <summary>Its id.</summary>
    public required string AgentId { get; init; }

    /// <summary>What it is, as its credential said last.</summary>
    public EntityType Type { get; init; }

    /// <summary>Where it stands.</summary>
    public AgentStatus Status { get; init; }

    /// <summary>Why it stands there; empty: nobody said.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether it is there now.</summary>
    public AgentPresence Presence { get; init; }

    /// <summary>When it was last heard of, to about a minute; null: never.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>A name to show.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its version.</summary>
    public string Version { get; init; } = "";

    /// <summary>What it says it can do.</summary>
    public ImmutableArray<AgentCapability> Capabilities { get; init; } = [];

    /// <summary>Personality, screen name, avatar and the like.</summary>
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>When it registered first.</summary>
    public DateTimeOffset RegisteredAt { get; init; }

    /// <summary>The outside registry that it comes from; empty: it is one of the bus.</summary>
    public string Origin { get; init; } = "";
}
