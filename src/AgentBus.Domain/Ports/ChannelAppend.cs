using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>Messages of one sender for one channel, with the sequences that the holder gave them.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Epoch">The history that the holder opened.</param>
/// <param name="Term">The holder's term; a later one in the store refuses the append.</param>
/// <param name="FirstSequence">The first message's sequence; the store's last must be one less.</param>
/// <param name="AcceptedAt">The time that the messages carry.</param>
/// <param name="Sender">The sender.</param>
/// <param name="Messages">The messages, in sequence order.</param>
public sealed record ChannelAppend(
    ChannelKey Channel,
    ulong Epoch,
    long Term,
    long FirstSequence,
    DateTimeOffset AcceptedAt,
    AgentKey Sender,
    IReadOnlyList<AdmittedMessage> Messages);
