using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A session settles messages that it was handed, or notes how far it has dealt with a channel.</summary>
/// <param name="Session">The session.</param>
/// <param name="Channel">The queue as its deliveries name it, or a channel that the agent follows; <see cref="ChannelName.None"/>: the agent's inbox.</param>
/// <param name="Epoch">The history that the deliveries named; of another one nothing is settled.</param>
/// <param name="Through">A channel: everything up to here is dealt with; a later session can go on there. A queue: 0.</param>
/// <param name="Settlements">A queue: the messages, each once; others than those that are with this session are passed over.</param>
[GenerateSerializer, Immutable, Alias("agentbus.SettleRequest")]
public sealed record SettleRequest(
    [property: Id(0)] SessionToken Session,
    [property: Id(1)] ChannelName Channel,
    [property: Id(2)] ulong Epoch,
    [property: Id(3)] long Through,
    [property: Id(4)] ImmutableArray<Settlement> Settlements);
