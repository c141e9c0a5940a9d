using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A room as it is now.</summary>
/// <param name="Room">The room.</param>
/// <param name="Channels">Its channels, by name.</param>
[GenerateSerializer, Immutable, Alias("agentbus.RoomDescription")]
public sealed record RoomDescription(
    [property: Id(0)] RoomKey Room,
    [property: Id(1)] ImmutableArray<ChannelSettings> Channels);
