using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orleans;

namespace AgentBus.Model;

/// <summary>A room as the tenant's settings declare it.</summary>
/// <param name="Name">The room's id.</param>
/// <param name="Acl">Who may use it.</param>
/// <param name="Channels">Its declared channels.</param>
/// <param name="AutoCreateChannels">Members may bring new channels into being by using them (T-22).</param>
/// <param name="MaxChannels">At most so many channels (ROOM-13).</param>
/// <param name="Retention">How much of the history of channels is kept that say nothing themselves; null: all.</param>
[GenerateSerializer, Immutable, Alias("agentbus.RoomSettings")]
public sealed record RoomSettings(
    [property: Id(0)] string Name,
    [property: Id(1)] RoomAcl Acl,
    [property: Id(2)] ImmutableArray<ChannelSettings> Channels,
    [property: Id(3)] bool AutoCreateChannels,
    [property: Id(4)] int MaxChannels,
    [property: Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RetentionLimits? Retention = null);
