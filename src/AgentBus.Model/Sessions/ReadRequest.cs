using Orleans;

namespace AgentBus.Model;

/// <summary>Asks for the history of a channel.</summary>
/// <param name="Session">The agent's session.</param>
/// <param name="Channel">The channel.</param>
/// <param name="After">Messages after this position; epoch 0: whatever it is now.</param>
/// <param name="Limit">At most so many, 1 to 1,000.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ReadRequest")]
public sealed record ReadRequest(
    [property: Id(0)] SessionToken Session,
    [property: Id(1)] ChannelName Channel,
    [property: Id(2)] Position After,
    [property: Id(3)] int Limit);
