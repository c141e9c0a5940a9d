using Orleans;

namespace AgentBus.Model;

/// <summary>How many of a tenant's registered agents are there now.</summary>
/// <param name="Online">They have a session and send.</param>
/// <param name="Idle">They have a session and sent nothing for a while.</param>
/// <param name="Offline">They have none.</param>
[GenerateSerializer, Immutable, Alias("agentbus.PresenceCount")]
public sealed record PresenceCount([property: Id(0)] int Online, [property: Id(1)] int Idle, [property: Id(2)] int Offline);
