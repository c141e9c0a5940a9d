using Orleans;

namespace AgentBus.Model;

/// <summary>Asks for the provable decisions on a message.</summary>
/// <param name="Session">The agent's session.</param>
/// <param name="MessageId">The message.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ReceiptRequest")]
public sealed record ReceiptRequest([property: Id(0)] SessionToken Session, [property: Id(1)] string MessageId);
