namespace AgentBus.Client.Internal;

/// <summary>Request ids, rising over all connections of a client, so that their order is the order of sending.</summary>
internal sealed class RequestCounter
{
    private long _last;

    public ulong Next() => (ulong)Interlocked.Increment(ref _last);
}
