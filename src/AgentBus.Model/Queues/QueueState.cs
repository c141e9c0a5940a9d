using Orleans;

namespace AgentBus.Model;

/// <summary>Where a queue stands.</summary>
/// <param name="Epoch">Its history.</param>
/// <param name="Head">The last sequence that is committed.</param>
/// <param name="Pending">Messages not settled yet, those with consumers included.</param>
/// <param name="PendingBytes">What they take together.</param>
/// <param name="InFlight">Messages that are with consumers.</param>
/// <param name="Consumers">Sessions attached.</param>
/// <param name="Spilled">Messages in its overflow, which wait for room.</param>
[GenerateSerializer, Immutable, Alias("agentbus.QueueState")]
public sealed record QueueState(
    [property: Id(0)] ulong Epoch,
    [property: Id(1)] long Head,
    [property: Id(2)] int Pending,
    [property: Id(3)] long PendingBytes,
    [property: Id(4)] int InFlight,
    [property: Id(5)] int Consumers,
    [property: Id(6)] int Spilled = 0);
