namespace AgentBus.Silo.Gateway;

/// <summary>What came and went by one protocol (ADP-09). Thread-safe.</summary>
internal sealed class ProtocolCounts
{
    private long _received;
    private long _delivered;

    /// <summary>Envelopes that clients sent.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Messages that clients were handed: deliveries and replies.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    public void AddReceived(int messages) => Interlocked.Add(ref _received, messages);

    public void AddDelivered(int messages) => Interlocked.Add(ref _delivered, messages);
}
