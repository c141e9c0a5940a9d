using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A page of rooms.</summary>
/// <param name="Rooms">Their names, in ordinal order.</param>
/// <param name="Next">After this name the next page goes on; empty: this was the last.</param>
[GenerateSerializer, Immutable, Alias("agentbus.RoomPage")]
public sealed record RoomPage([property: Id(0)] ImmutableArray<string> Rooms, [property: Id(1)] string Next);
