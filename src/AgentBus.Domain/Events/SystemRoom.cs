using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Events;

/// <summary>
/// The room in which the bus tells what happens (ROOM-08). Every tenant has it, whatever its settings declare; what they declare of it
/// stands, and what is missing is added: ephemeral, not to be deleted.
/// </summary>
public static class SystemRoom
{
    /// <summary>The room.</summary>
    public const string Name = "integriguard";

    /// <summary>What agents and services measure, and what the bus measures of itself.</summary>
    public const string Telemetry = "telemetry-stream";

    /// <summary>What agents do and what changes (AGT-11, STR-08).</summary>
    public const string Dashboard = "dashboard-events";

    /// <summary>Messages that reached nobody (STR-06).</summary>
    public const string DeadLetters = "dlq";

    private const string Type = "telemetry";
    private const int MaxChannels = 16;

    /// <summary>Its channels.</summary>
    public static ImmutableArray<string> Channels { get; } = [Telemetry, Dashboard, DeadLetters];

    /// <summary>A tenant's rooms, with this one.</summary>
    public static ImmutableArray<RoomSettings> Complete(ImmutableArray<RoomSettings> rooms)
    {
        var declared = rooms.FirstOrDefault(static room => room.Name == Name);
        if (declared is null)
        {
            return rooms.Add(new RoomSettings(Name, RoomAcl.Open, [.. Channels.Select(Channel)], AutoCreateChannels: false, MaxChannels));
        }

        var missing = Channels.Where(name => declared.Channels.All(channel => channel.Name != name)).Select(Channel).ToList();
        return missing.Count == 0 ? rooms : rooms.Replace(declared, declared with { Channels = declared.Channels.AddRange(missing) });
    }

    private static ChannelSettings Channel(string name) =>
        new(name, Type, ChannelDurability.Ephemeral, Hardcoded: true, DateTimeOffset.UnixEpoch, CreatedBy: "");
}
