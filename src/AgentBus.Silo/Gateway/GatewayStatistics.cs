using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace AgentBus.Silo.Gateway;

/// <summary>Counts of the front-end (TRN-04), messages by their protocol of origin (ADP-09); these also as a meter. Thread-safe.</summary>
internal sealed class GatewayStatistics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "AgentBus.Silo";

    /// <summary>The instrument: messages, by <c>protocol</c> and <c>direction</c> (received, delivered).</summary>
    public const string Messages = "ace_comms_messages_total";

    /// <summary>The instrument: sessions now (OBS-03).</summary>
    public const string ActiveSessions = "ace_comms_active_sessions";

    private readonly ConcurrentDictionary<string, int> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ProtocolCounts> _protocols = new(StringComparer.Ordinal);
    private long _connections;
    private long _active;

    public GatewayStatistics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter(Messages, Measure, "{message}", "Messages of clients of this silo since its start.");
        meter.CreateObservableGauge(ActiveSessions, () => _sessions.Values.Sum(), "{session}", "Sessions of clients of this silo now.");
    }

    /// <summary>Connections since the start.</summary>
    public long Connections => Volatile.Read(ref _connections);

    /// <summary>Connections now.</summary>
    public long ActiveConnections => Volatile.Read(ref _active);

    /// <summary>Envelopes that clients sent, by any protocol.</summary>
    public long MessagesReceived => _protocols.Values.Sum(static counts => counts.Received);

    /// <summary>Messages that clients were handed, by any protocol.</summary>
    public long MessagesDelivered => _protocols.Values.Sum(static counts => counts.Delivered);

    /// <summary>The protocols by which messages came or went.</summary>
    public IEnumerable<KeyValuePair<string, ProtocolCounts>> Protocols => _protocols;

    /// <summary>The counts of a protocol; keep them, they are looked up.</summary>
    public ProtocolCounts Of(string protocol) => _protocols.GetOrAdd(protocol, static _ => new ProtocolCounts());

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

    private IEnumerable<Measurement<long>> Measure() => _protocols.SelectMany(static one => (Measurement<long>[])
    [
        new(one.Value.Received, new("protocol", one.Key), new("direction", "received")),
        new(one.Value.Delivered, new("protocol", one.Key), new("direction", "delivered")),
    ]);
}
