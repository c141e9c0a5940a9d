using Orleans;

namespace AgentBus.Model;

/// <summary>Asks for a page of rooms, or of the channels of one, in ordinal order.</summary>
/// <param name="Session">The agent's session.</param>
/// <param name="Room">The room whose channels are wanted; of no account for rooms.</param>
/// <param name="After">Those after this name; empty: from the first.</param>
/// <param name="Limit">At most so many, 1 to 100; 0: 50.</param>
[GenerateSerializer, Immutable, Alias("agentbus.RoomQuery")]
public sealed record RoomQuery(
    [property: Id(0)] SessionToken Session,
    [property: Id(1)] string Room,
    [property: Id(2)] string After,
    [property: Id(3)] int Limit);
