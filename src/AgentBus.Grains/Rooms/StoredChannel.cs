namespace AgentBus.Grains.Rooms;

/// <summary>A channel that a member brought into being, as the room's state holds it (ROOM-06).</summary>
internal sealed record StoredChannel
{
    /// <summary>The channel's id.</summary>
    public string Name { get; init; } = "";

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The agent that created it.</summary>
    public string CreatedBy { get; init; } = "";
}
