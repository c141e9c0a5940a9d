using Orleans;

namespace AgentBus.Model;

/// <summary>A version that an agent registered with (AGT-14).</summary>
/// <param name="Description">What the agent said of itself; its version names the entry.</param>
/// <param name="FirstSeen">When it registered first.</param>
/// <param name="LastSeen">When it registered last.</param>
/// <param name="Standing">What operators think of it.</param>
/// <param name="MarkedBy">Who said so last; empty: nobody.</param>
[GenerateSerializer, Immutable, Alias("agentbus.AgentVersion")]
public sealed record AgentVersion(
    [property: Id(0)] AgentDescription Description,
    [property: Id(1)] DateTimeOffset FirstSeen,
    [property: Id(2)] DateTimeOffset LastSeen,
    [property: Id(3)] VersionStanding Standing,
    [property: Id(4)] string MarkedBy);
