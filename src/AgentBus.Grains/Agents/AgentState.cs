using System.Collections.Immutable;
using AgentBus.Domain.Agents;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>What an agent keeps: its registration and its life. Stored as JSON; golden files hold every version.</summary>
internal sealed record AgentState
{
    private const int Newest = 2;

    /// <summary>The version of this record.</summary>
    public int SchemaVersion { get; init; } = Newest;

    /// <summary>Grows by one with each change; 0: not registered.</summary>
    public long Revision { get; init; }

    /// <summary>What the agent says of itself; null: not registered.</summary>
    public AgentDescription? Description { get; init; }

    /// <summary>When it registered first.</summary>
    public DateTimeOffset? RegisteredAt { get; init; }

    /// <summary>What it is, as its credential said last.</summary>
    public EntityType Type { get; init; }

    /// <summary>Where it stands.</summary>
    public AgentStatus Status { get; init; }

    /// <summary>Why it stands there.</summary>
    public string StatusReason { get; init; } = "";

    /// <summary>When this state came to be.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>It is told to log for debugging.</summary>
    public bool Debug { get; init; }

    /// <summary>Its latest versions, the one registered last first.</summary>
    public ImmutableArray<AgentVersion> Versions { get; init; } = [];

    /// <summary>The state as this version of it, whichever version was read. Version 1 knew registered agents and others.</summary>
    public AgentState Upgraded() => SchemaVersion >= Newest ? this : this with
    {
        SchemaVersion = Newest,
        Status = Description is null ? AgentStatus.Unregistered : AgentStatus.Active,
        ChangedAt = RegisteredAt,
        Versions = Description is null || RegisteredAt is not { } at ? [] : AgentVersions.Note([], Description, at),
    };
}
