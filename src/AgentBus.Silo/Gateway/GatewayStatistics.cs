using System.Collections.Concurrent;

namespace AgentBus.Silo.Gateway;

/// <summary>Counts of the front-end (TRN-04). Thread-safe.</summary>
internal sealed class GatewayStatistics
{
    private long _connections;
    private long _active;
    private long _received;
    private long _delivered;
    private readonly ConcurrentDictionary<string, int> _sessions = new(StringComparer.Ordinal);

    /// <summary>Connections since the start.</summary>
    public long Connections => Volatile.Read(ref _connections);

    /// <summary>Connections now.</summary>
    public long ActiveConnections => Volatile.Read(ref _active);

    /// <summary>Envelopes that clients published.</summary>
    public long MessagesReceived => Volatile.Read(ref _received);

    /// <summary>Deliveries to clients.</summary>
    public long MessagesDelivered => Volatile.Read(ref _delivered);

    /// <summary>Sessions of a tenant now.</summary>
    public int SessionsOf(string tenant) => _sessions.GetValueOrDefault(tenant);

    public void Entered(string tenant) => _sessions.AddOrUpdate(tenant, 1, static (_, count) => count + 1);

    public void Left(string tenant)
    {
        if (_sessions.AddOrUpdate(tenant, 0, static (_, count) => count - 1) == 0)
        {
            // Only what is still 0 goes: a session that opens meanwhile counts.
            _sessions.TryRemove(KeyValuePair.Create(tenant, 0));
        }
    }

    public void Opened()
    {
        Interlocked.Increment(ref _connections);
        Interlocked.Increment(ref _active);
    }

    public void Closed() => Interlocked.Decrement(ref _active);

    public void Received(int messages) => Interlocked.Add(ref _received, messages);

    public void Delivered(int messages) => Interlocked.Add(ref _delivered, messages);
}
