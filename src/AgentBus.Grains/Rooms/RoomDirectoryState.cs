using System.Collections.Immutable;

namespace AgentBus.Grains.Rooms;

/// <summary>What a room keeps: the channels that are not declared. Stored as JSON; a golden file holds version 1.</summary>
internal sealed record RoomDirectoryState
{
    /// <summary>The version of this record.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The created channels, in ordinal order.</summary>
    public ImmutableList<StoredChannel> Channels { get; init; } = [];
}
