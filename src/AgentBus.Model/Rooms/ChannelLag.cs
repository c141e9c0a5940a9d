using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>How far the members of a channel are behind its head (STR-06). Its numbers are fit for metrics: none grows with the names in it.</summary>
/// <param name="Epoch">The history.</param>
/// <param name="Head">The last sequence.</param>
/// <param name="Consumers">The members, in ordinal order.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ChannelLag")]
public sealed record ChannelLag(
    [property: Id(0)] ulong Epoch,
    [property: Id(1)] long Head,
    [property: Id(2)] ImmutableArray<ConsumerLag> Consumers)
{
    /// <summary>The lag of the slowest member, in messages.</summary>
    public long Max => Consumers.IsEmpty ? 0 : Consumers.Max(static consumer => consumer.Messages);

    /// <summary>The lag of all members together, in messages.</summary>
    public long Total => Consumers.Sum(static consumer => consumer.Messages);
}
