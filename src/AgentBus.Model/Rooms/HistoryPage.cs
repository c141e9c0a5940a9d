using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A page of a channel's history.</summary>
/// <param name="Epoch">The history that the sequences belong to.</param>
/// <param name="First">The oldest sequence that can still be read; 0 where there is none.</param>
/// <param name="Head">The last sequence.</param>
/// <param name="Messages">In sequence order.</param>
/// <param name="Next">Where the next page goes on: after this sequence, or before it where the query went back. 0: this was the last page.</param>
/// <param name="IsPartial">The store could not be read: these are the ones that memory holds, older ones may be missing (HIS-03).</param>
[GenerateSerializer, Immutable, Alias("agentbus.HistoryPage")]
public sealed record HistoryPage(
    [property: Id(0)] ulong Epoch,
    [property: Id(1)] long First,
    [property: Id(2)] long Head,
    [property: Id(3)] ImmutableArray<ChannelMessage> Messages,
    [property: Id(4)] long Next,
    [property: Id(5)] bool IsPartial);
