using Orleans;

namespace AgentBus.Model;

/// <summary>
/// A request that a session waits on. A reply completes it only if it names the request (parent_id, else correlation_id), comes from the
/// request's target and goes to its sender (BUS-15); anything else is an ordinary message.
/// </summary>
/// <param name="MessageId">The request.</param>
/// <param name="Target">Who may answer.</param>
/// <param name="SessionId">The session that gets the reply first.</param>
/// <param name="Until">After this the reply is an ordinary message.</param>
[GenerateSerializer, Immutable, Alias("agentbus.AwaitedReply")]
public sealed record AwaitedReply(
    [property: Id(0)] string MessageId,
    [property: Id(1)] AgentKey Target,
    [property: Id(2)] string SessionId,
    [property: Id(3)] DateTimeOffset Until);
