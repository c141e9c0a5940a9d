using Orleans;

namespace AgentBus.Model;

/// <summary>A session that takes messages out of a queue.</summary>
/// <param name="Agent">Whose session it is.</param>
/// <param name="SessionId">The session; one that attaches again renews itself.</param>
/// <param name="Clearance">Content above it is not handed to this consumer.</param>
/// <param name="Window">So many messages may be with it unsettled: 1 to 1,000.</param>
/// <param name="Takes">All that comes, or only replies that it awaits (<see cref="AwaitedReply"/>).</param>
[GenerateSerializer, Immutable, Alias("agentbus.QueueConsumer")]
public sealed record QueueConsumer(
    [property: Id(0)] AgentKey Agent,
    [property: Id(1)] string SessionId,
    [property: Id(2)] int Clearance,
    [property: Id(3)] int Window,
    [property: Id(4)] ConsumerTakes Takes);
