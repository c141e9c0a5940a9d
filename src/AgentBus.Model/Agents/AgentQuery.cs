using Orleans;

namespace AgentBus.Model;

/// <summary>Which agents are wanted; what is null or empty asks for nothing (AGT-02).</summary>
/// <param name="Capability">A capability, as <c>name</c> (any version) or <c>name@version</c> (this one).</param>
/// <param name="Type">What the agent is.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Presence">Whether it is there.</param>
/// <param name="After">The last agent of the page before; empty: from the beginning.</param>
/// <param name="Limit">At most so many, 1 to 1,000; 0: 100.</param>
/// <param name="Name">A part of the agent's id or of its name, in any case.</param>
[GenerateSerializer, Immutable, Alias("agentbus.AgentQuery")]
public sealed record AgentQuery(
    [property: Id(0)] string Capability = "",
    [property: Id(1)] EntityType? Type = null,
    [property: Id(2)] AgentStatus? Status = null,
    [property: Id(3)] AgentPresence? Presence = null,
    [property: Id(4)] string After = "",
    [property: Id(5)] int Limit = 0,
    [property: Id(6)] string Name = "");
