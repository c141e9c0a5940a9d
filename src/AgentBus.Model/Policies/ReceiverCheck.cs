using Orleans;

namespace AgentBus.Model;

/// <summary>A receiver that would not get a message.</summary>
/// <param name="Agent">The receiver.</param>
/// <param name="Code">Why not.</param>
/// <param name="Reason">The same in words.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ReceiverCheck")]
public sealed record ReceiverCheck([property: Id(0)] string Agent, [property: Id(1)] Code Code, [property: Id(2)] string Reason);
