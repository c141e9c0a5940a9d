using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A batch of messages of one sender, to be admitted in this order.</summary>
/// <param name="Session">The sender's session.</param>
/// <param name="Envelopes">The messages.</param>
[GenerateSerializer, Immutable, Alias("agentbus.SendRequest")]
public sealed record SendRequest(
    [property: Id(0)] SessionToken Session,
    [property: Id(1)] ImmutableArray<Envelope> Envelopes);
