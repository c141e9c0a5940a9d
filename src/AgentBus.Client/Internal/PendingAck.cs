namespace AgentBus.Client.Internal;

/// <summary>One message that is settled, or one position that is noted, until the bus has said that it knows.</summary>
internal sealed class PendingAck(AckGroup group, ulong sequence, long deadline) : Pending<bool>(deadline)
{
    public AckGroup Group { get; } = group;

    public ulong Sequence { get; } = sequence;
}
