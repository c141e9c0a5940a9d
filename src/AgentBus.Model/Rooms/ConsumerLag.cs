using Orleans;

namespace AgentBus.Model;

/// <summary>How far one member of a channel is behind.</summary>
/// <param name="Agent">The member.</param>
/// <param name="Acknowledged">The last sequence that it dealt with; 0: none of this history.</param>
/// <param name="Messages">Messages after that, up to the head, that can still be read.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ConsumerLag")]
public sealed record ConsumerLag(
    [property: Id(0)] AgentKey Agent,
    [property: Id(1)] long Acknowledged,
    [property: Id(2)] long Messages);
