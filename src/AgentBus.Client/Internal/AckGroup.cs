using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>What acknowledgements have in common that can be said in one frame.</summary>
/// <param name="Room">The delivery's room.</param>
/// <param name="Channel">The delivery's channel.</param>
/// <param name="Epoch">The delivery's epoch.</param>
/// <param name="IsPosition">Up to the sequence, of a channel; otherwise that message, of a queue.</param>
/// <param name="Kind">What became of the message.</param>
/// <param name="RetryAfterMs">With retry: not before.</param>
/// <param name="Reason">With reject: why.</param>
internal sealed record AckGroup(
    string Room,
    string Channel,
    ulong Epoch,
    bool IsPosition,
    Wire.AckKind Kind = Wire.AckKind.Done,
    uint RetryAfterMs = 0,
    string Reason = "")
{
    /// <summary>One frame for all of them.</summary>
    public Wire.ClientFrame Frame(ulong requestId, IReadOnlyCollection<PendingAck> acks)
    {
        var ack = new Wire.Ack { Room = Room, Channel = Channel, Epoch = Epoch };
        if (IsPosition)
        {
            ack.Sequence = acks.Max(static pending => pending.Sequence);
        }
        else
        {
            (ack.Kind, ack.RetryAfterMs, ack.Reason) = (Kind, RetryAfterMs, Reason);
            ack.Sequences.Add(acks.Select(static pending => pending.Sequence));
        }

        return new Wire.ClientFrame { RequestId = requestId, Ack = ack };
    }
}
