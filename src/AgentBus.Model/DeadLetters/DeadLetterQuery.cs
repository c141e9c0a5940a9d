using Orleans;

namespace AgentBus.Model;

/// <summary>Which dead letters of a tenant.</summary>
/// <param name="Source">Of this queue or channel; <see cref="ChannelName.None"/>: of any.</param>
/// <param name="Sender">Of this agent; empty: of any.</param>
/// <param name="Code">With this code; <see cref="Code.None"/>: with any.</param>
/// <param name="Since">Died at or after; null: at any time.</param>
/// <param name="Until">Died before; null: at any time.</param>
/// <param name="Before">Older than this id: where the last page ended; 0: from the newest.</param>
/// <param name="Limit">At most so many: 1 to 1,000.</param>
[GenerateSerializer, Immutable, Alias("agentbus.DeadLetterQuery")]
public sealed record DeadLetterQuery(
    [property: Id(0)] ChannelName Source = default,
    [property: Id(1)] string Sender = "",
    [property: Id(2)] Code Code = Code.None,
    [property: Id(3)] DateTimeOffset? Since = null,
    [property: Id(4)] DateTimeOffset? Until = null,
    [property: Id(5)] long Before = 0,
    [property: Id(6)] int Limit = 50);
