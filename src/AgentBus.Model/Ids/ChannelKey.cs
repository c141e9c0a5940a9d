using Orleans;

namespace AgentBus.Model;

/// <summary>Names a channel within a room and makes the key of its grain and of its stream.</summary>
/// <param name="Tenant">The tenant's id.</param>
/// <param name="Room">The room's id.</param>
/// <param name="Channel">The channel's id, or <see cref="Everyone"/>.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ChannelKey")]
public readonly record struct ChannelKey(
    [property: Id(0)] string Tenant,
    [property: Id(1)] string Room,
    [property: Id(2)] string Channel)
{
    /// <summary>The implicit channel that every member of a room follows.</summary>
    public const string Everyone = "*";

    /// <summary>The room of the bus in which every agent's inbox is a channel; no client can name it as a target.</summary>
    public const string InboxRoom = "sys-inbox";

    /// <summary>The channel of every room by which members write to each other privately (ROOM-03); it holds nothing itself.</summary>
    public const string Private = "pm";

    /// <summary>The grain key: <c>tenant/room:channel</c>.</summary>
    public string GrainKey => $"{Tenant}/{Room}:{Channel}";

    /// <summary>The name by which clients address it: <c>room:channel</c>.</summary>
    public string Name => $"{Room}:{Channel}";

    /// <summary>It is an agent's inbox.</summary>
    public bool IsInbox => Room == InboxRoom;

    /// <summary>The room that the channel belongs to.</summary>
    public RoomKey RoomKey => new(Tenant, Room);

    /// <summary>The inbox of an agent.</summary>
    public static ChannelKey Inbox(AgentKey agent) => new(agent.Tenant, InboxRoom, agent.Agent);

    /// <summary>Reads a grain key.</summary>
    /// <exception cref="FormatException">The text is not the key of a channel grain.</exception>
    public static ChannelKey Parse(string grainKey)
    {
        var slash = grainKey.IndexOf('/', StringComparison.Ordinal);
        var colon = grainKey.IndexOf(':', StringComparison.Ordinal);
        return slash > 0 && colon > slash
            && TryCreate(grainKey[..slash], grainKey[(slash + 1)..colon], grainKey[(colon + 1)..], out var key)
            ? key
            : throw new FormatException("Not the key of a channel.");
    }

    /// <summary>Makes a key from ids that came from outside; false where one breaks the grammar.</summary>
    public static bool TryCreate(string? tenant, string? room, string? channel, out ChannelKey key)
    {
        key = new ChannelKey(tenant ?? "", room ?? "", channel ?? "");
        return IdGrammar.IsValid(tenant) && IdGrammar.IsValid(room) && (channel == Everyone || IdGrammar.IsValid(channel));
    }
}
