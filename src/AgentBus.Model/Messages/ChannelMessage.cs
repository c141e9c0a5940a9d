using Orleans;

namespace AgentBus.Model;

/// <summary>A message at its place in a channel, as the journal holds it and the stream carries it.</summary>
/// <param name="Sequence">Its place, from 1.</param>
/// <param name="MessageId">The sender's id of it.</param>
/// <param name="AcceptedAt">When the bus accepted it.</param>
/// <param name="ExpiresAt">After this it is not handed over.</param>
/// <param name="Classification">Who may read it.</param>
/// <param name="Envelope">The serialised envelope as admitted.</param>
/// <param name="Stamp">The serialised stamp.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ChannelMessage")]
public sealed record ChannelMessage(
    [property: Id(0)] long Sequence,
    [property: Id(1)] string MessageId,
    [property: Id(2)] DateTimeOffset AcceptedAt,
    [property: Id(3)] DateTimeOffset? ExpiresAt,
    [property: Id(4)] Classification Classification,
    [property: Id(5)] ReadOnlyMemory<byte> Envelope,
    [property: Id(6)] ReadOnlyMemory<byte> Stamp);
