using Orleans;

namespace AgentBus.Model;

/// <summary>A consumer's word on one message.</summary>
/// <param name="Sequence">Its place in the queue.</param>
/// <param name="Kind">Done, again, or never.</param>
/// <param name="RetryAfter">With <see cref="SettlementKind.Retry"/>: not before; zero: at once.</param>
/// <param name="Reason">With <see cref="SettlementKind.Reject"/>: why, for the operator; at most 1,024 characters are kept.</param>
[GenerateSerializer, Immutable, Alias("agentbus.Settlement")]
public sealed record Settlement(
    [property: Id(0)] long Sequence,
    [property: Id(1)] SettlementKind Kind,
    [property: Id(2)] TimeSpan RetryAfter,
    [property: Id(3)] string Reason);
