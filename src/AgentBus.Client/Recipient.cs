using AgentBus.Client.Internal;
using AgentBus.Protocol.V1;

namespace AgentBus.Client;

/// <summary>Who gets a direct message: an agent, or a group of them.</summary>
public sealed record Recipient
{
    private Recipient(string id, EntityType type) => (Id, Type) = (id, type);

    /// <summary>The agent's or group's id.</summary>
    public string Id { get; }

    internal EntityType Type { get; }

    /// <summary>One agent.</summary>
    /// <exception cref="ArgumentException">The id is none.</exception>
    public static Recipient Agent(string id) => new(Checked(id), EntityType.Agent);

    /// <summary>Every member of a group, once each, whatever other way it is reached too (AGT-05).</summary>
    /// <exception cref="ArgumentException">The id is none.</exception>
    public static Recipient Group(string id) => new(Checked(id), EntityType.Group);

    /// <summary>Short for <see cref="Agent"/>.</summary>
    public static implicit operator Recipient(string agentId) => Agent(agentId);

    private static string Checked(string id)
    {
        RoutingNames.CheckAgent(id, nameof(id));
        return id;
    }
}
