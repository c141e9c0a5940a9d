using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>A message that reached nobody, with all that is needed to understand and to replay it (MSG-10).</summary>
/// <param name="Id">Its number in the tenant; 0 while it is not stored.</param>
/// <param name="Source">The queue or channel that it was in.</param>
/// <param name="Sequence">Its place there; 0: it never had one.</param>
/// <param name="MessageId">The sender's id of it.</param>
/// <param name="Sender">The sender.</param>
/// <param name="Code">Why, as a code.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Attempts">How often it was handed out.</param>
/// <param name="AcceptedAt">When the bus accepted it.</param>
/// <param name="DiedAt">When it became a dead letter.</param>
/// <param name="Envelope">The bytes as admitted.</param>
/// <param name="Stamp">The serialised stamp.</param>
/// <param name="History">What happened to it, in order: hand-overs, replays.</param>
[GenerateSerializer, Immutable, Alias("agentbus.DeadLetter")]
public sealed record DeadLetter(
    [property: Id(0)] long Id,
    [property: Id(1)] ChannelKey Source,
    [property: Id(2)] long Sequence,
    [property: Id(3)] string MessageId,
    [property: Id(4)] AgentKey Sender,
    [property: Id(5)] Code Code,
    [property: Id(6)] string Reason,
    [property: Id(7)] int Attempts,
    [property: Id(8)] DateTimeOffset AcceptedAt,
    [property: Id(9)] DateTimeOffset DiedAt,
    [property: Id(10)] ReadOnlyMemory<byte> Envelope,
    [property: Id(11)] ReadOnlyMemory<byte> Stamp,
    [property: Id(12)] ImmutableArray<string> History);
