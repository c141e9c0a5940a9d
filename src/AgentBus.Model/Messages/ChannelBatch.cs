using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>Consecutive messages of a channel in one stream event; without messages it repeats the head.</summary>
/// <param name="Epoch">The history that the sequences belong to.</param>
/// <param name="Head">The last sequence that the channel had when this was published.</param>
/// <param name="Messages">In sequence order, without a hole.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ChannelBatch")]
public sealed record ChannelBatch(
    [property: Id(0)] ulong Epoch,
    [property: Id(1)] long Head,
    [property: Id(2)] ImmutableArray<ChannelMessage> Messages);
