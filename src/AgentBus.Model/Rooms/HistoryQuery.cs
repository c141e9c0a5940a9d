using Orleans;

namespace AgentBus.Model;

/// <summary>Which messages of a channel's history are wanted. Of <c>After</c>, <c>Since</c> and <c>Before</c> the first that is set counts; none: the newest.</summary>
/// <param name="After">Those after this position; epoch 0: whatever it is now.</param>
/// <param name="Since">Those from the first accepted at or after this time.</param>
/// <param name="Before">The last ones before this sequence; 0: not set.</param>
/// <param name="Limit">At most so many, 1 to 1,000; 0: 50.</param>
[GenerateSerializer, Immutable, Alias("agentbus.HistoryQuery")]
public sealed record HistoryQuery(
    [property: Id(0)] Position? After,
    [property: Id(1)] DateTimeOffset? Since,
    [property: Id(2)] long Before,
    [property: Id(3)] int Limit);
