using AgentBus.Load.Sockets;

namespace AgentBus.Load.Drivers;

/// <summary>A connection that only receives.</summary>
internal abstract class Receiver(RawWebSocket socket) : IDisposable
{
    public RawWebSocket Socket { get; } = socket;

    /// <summary>Deliveries since the connection.</summary>
    public long Received { get; protected set; }

    /// <summary>Reads what is there and returns how many deliveries came.</summary>
    public int Read()
    {
        if (!Socket.Receive())
        {
            return 0;
        }

        var before = Received;
        while (Socket.TryRead(out var message))
        {
            Read(message);
        }

        Flush();
        return (int)(Received - before);
    }

    public void Dispose() => Socket.Dispose();

    protected abstract void Read(ReadOnlySpan<byte> message);

    /// <summary>Everything that came at once was read: what is to be said about it can be said in one go.</summary>
    protected virtual void Flush()
    {
    }
}
