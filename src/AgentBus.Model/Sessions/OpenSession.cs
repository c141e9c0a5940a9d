using Orleans;

namespace AgentBus.Model;

/// <summary>Asks for a session.</summary>
/// <param name="Credential">Proves who asks.</param>
/// <param name="Kind">Socket or side.</param>
/// <param name="ConstitutionalHash">The hash that the client goes by; checked before anything else (BUS-13).</param>
/// <param name="Description">Registers the agent where it is not yet.</param>
/// <param name="Home">Where messages without a target go; empty: nowhere.</param>
/// <param name="Protocol">How the client comes in, as its messages are to say (ADP-09): an id, else it is taken as not said.</param>
/// <param name="GivesWay">Of a side session: its holder opens it again by itself when it is needed, so it may end in favour of a newer one while nothing waits on it.</param>
[GenerateSerializer, Immutable, Alias("agentbus.OpenSession")]
public sealed record OpenSession(
    [property: Id(0)] Credential Credential,
    [property: Id(1)] SessionKind Kind,
    [property: Id(2)] string ConstitutionalHash,
    [property: Id(3)] AgentDescription Description,
    [property: Id(4)] ChannelName Home,
    [property: Id(5)] string Protocol = "",
    [property: Id(6)] bool GivesWay = false);
