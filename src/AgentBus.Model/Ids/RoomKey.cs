using Orleans;

namespace AgentBus.Model;

/// <summary>Names a room within its tenant and makes the key of its directory grain.</summary>
/// <param name="Tenant">The tenant's id.</param>
/// <param name="Room">The room's id.</param>
[GenerateSerializer, Immutable, Alias("agentbus.RoomKey")]
public readonly record struct RoomKey([property: Id(0)] string Tenant, [property: Id(1)] string Room)
{
    /// <summary>The grain key: <c>tenant/room</c>.</summary>
    public string GrainKey => $"{Tenant}/{Room}";

    /// <summary>Reads a grain key.</summary>
    /// <exception cref="FormatException">The text is not the key of a room directory grain.</exception>
    public static RoomKey Parse(string grainKey)
    {
        var slash = grainKey.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && TryCreate(grainKey[..slash], grainKey[(slash + 1)..], out var key)
            ? key
            : throw new FormatException("Not the key of a room.");
    }

    /// <summary>Makes a key from ids that came from outside; false where one breaks the grammar.</summary>
    public static bool TryCreate(string? tenant, string? room, out RoomKey key)
    {
        key = new RoomKey(tenant ?? "", room ?? "");
        return IdGrammar.IsValid(tenant) && IdGrammar.IsValid(room);
    }

    /// <summary>A channel of this room.</summary>
    public ChannelKey Channel(string channel) => new(Tenant, Room, channel);
}
