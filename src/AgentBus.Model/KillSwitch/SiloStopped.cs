using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>What a silo did to stop a target.</summary>
/// <param name="Sockets">So many sockets it closed.</param>
/// <param name="OpenSockets">So many had not closed in time.</param>
/// <param name="Agents">The target's agents with sockets or sessions here.</param>
/// <param name="Sessions">So many sessions of theirs ended.</param>
/// <param name="Unconfirmed">What is not known to be done with their sessions, one sentence each.</param>
[GenerateSerializer, Immutable, Alias("agentbus.SiloStopped")]
public sealed record SiloStopped(
    [property: Id(0)] int Sockets,
    [property: Id(1)] int OpenSockets,
    [property: Id(2)] ImmutableArray<string> Agents,
    [property: Id(3)] int Sessions,
    [property: Id(4)] ImmutableArray<string> Unconfirmed);
