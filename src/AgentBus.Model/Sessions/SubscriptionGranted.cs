using Orleans;

namespace AgentBus.Model;

/// <summary>The agent may follow the channel.</summary>
/// <param name="Channel">The channel, checked.</param>
/// <param name="Head">Its last position now.</param>
/// <param name="Clearance">Content above this clearance is not handed to the agent.</param>
/// <param name="Start">The position after which it wanted to begin; null where it did not ask.</param>
/// <param name="Kind">Who gets its messages; a work queue is attached to and not followed, and serving it is no membership.</param>
[GenerateSerializer, Immutable, Alias("agentbus.SubscriptionGranted")]
public sealed record SubscriptionGranted(
    [property: Id(0)] ChannelKey Channel,
    [property: Id(1)] Position Head,
    [property: Id(2)] int Clearance,
    [property: Id(3)] Position? Start = null,
    [property: Id(4)] ChannelKind Kind = ChannelKind.PubSub);
