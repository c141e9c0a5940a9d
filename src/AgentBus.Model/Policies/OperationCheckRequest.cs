using Orleans;

namespace AgentBus.Model;

/// <summary>Asks whether an operation of the bus would be allowed.</summary>
/// <param name="Session">Who asks, for itself.</param>
/// <param name="Operation">The command, or the operation on the tenant.</param>
/// <param name="Channel">The channel that it concerns; none where it concerns none.</param>
[GenerateSerializer, Immutable, Alias("agentbus.OperationCheckRequest")]
public sealed record OperationCheckRequest([property: Id(0)] SessionToken Session, [property: Id(1)] string Operation, [property: Id(2)] ChannelName Channel);
