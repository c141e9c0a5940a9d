using Orleans;

namespace AgentBus.Model;

/// <summary>Asks for a context of the session's agent.</summary>
/// <param name="Session">The session.</param>
/// <param name="ContextId">The context's name.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ContextRead")]
public sealed record ContextRead([property: Id(0)] SessionToken Session, [property: Id(1)] string ContextId);
