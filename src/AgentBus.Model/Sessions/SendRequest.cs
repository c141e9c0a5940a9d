using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A batch of messages of one sender, to be admitted in this order.</summary>
/// <param name="Session">The sender's session.</param>
/// <param name="Envelopes">The messages.</param>
/// <param name="AwaitReply">They are requests: this session gets their replies for so long, even if it is a side session; zero: they are not.</param>
/// <param name="BytesOnly">Only <see cref="Envelope.Encoded"/> is filled; the grain reads the rest from it, as it always does for callers outside the silos.</param>
[GenerateSerializer, Immutable, Alias("agentbus.SendRequest")]
public sealed record SendRequest(
    [property: Id(0)] SessionToken Session,
    [property: Id(1)] ImmutableArray<Envelope> Envelopes,
    [property: Id(2)] TimeSpan AwaitReply = default,
    [property: Id(3)] bool BytesOnly = false);
