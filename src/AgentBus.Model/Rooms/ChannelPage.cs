using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A part of a channel's history.</summary>
/// <param name="Epoch">The history that the sequences belong to.</param>
/// <param name="First">The oldest sequence that can still be read; 0 where there is none.</param>
/// <param name="Head">The last sequence.</param>
/// <param name="Messages">In sequence order, without a hole.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ChannelPage")]
public sealed record ChannelPage(
    [property: Id(0)] ulong Epoch,
    [property: Id(1)] long First,
    [property: Id(2)] long Head,
    [property: Id(3)] ImmutableArray<ChannelMessage> Messages);
