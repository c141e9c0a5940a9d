using AgentBus.Model;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Gateway.FanOut;
using AgentBus.Silo.Health;
using AgentBus.Silo.Security.Abuse;

namespace AgentBus.Silo.Http;

/// <summary>What this silo counts (TRN-04), of all tenants: for its operators.</summary>
internal sealed class StatsApi(GatewayStatistics statistics, RoomFanOut fanOut, CallerDesk desk, BanList bans, HealthProbe health) : IApiGroup
{
    private const string Path = "/admin/stats";

    /// <inheritdoc/>
    public string Name => "Operators: statistics";

    /// <inheritdoc/>
    public bool IsForOperators => true;

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("GET", Path, StatsAsync, "What this silo counts.") { Data = typeof(StatsData), Examples = [new("The statistics", Path, 200)] },
    ];

    private Task<ApiAnswer> StatsAsync(ApiCall call)
    {
        var channels = fanOut.Channels;
        var report = health.Report();
        return Task.FromResult(ApiAnswer.Of(new StatsData(
            statistics.Connections,
            statistics.ActiveConnections,
            desk.Sessions,
            channels.DistinctBy(static channel => channel.RoomKey).Count(),
            channels.Count(static channel => channel.Channel != ChannelKey.Everyone),
            statistics.MessagesReceived,
            statistics.MessagesDelivered,
            statistics.Protocols.ToDictionary(static one => one.Key, static one => new ProtocolData(one.Value.Received, one.Value.Delivered), StringComparer.Ordinal),
            bans.List().Count,
            report.Status,
            report.UptimeSeconds)));
    }
}

/// <summary>Counts of a silo.</summary>
/// <param name="TotalConnections">WebSockets since the start.</param>
/// <param name="ActiveConnections">WebSockets now.</param>
/// <param name="HttpSessions">Sessions that are kept between HTTP requests.</param>
/// <param name="ActiveRooms">Rooms with a channel that somebody on this silo follows.</param>
/// <param name="ActiveChannels">Channels that somebody on this silo follows, without the one that stands for all of a room.</param>
/// <param name="TotalMessages">Messages that clients of this silo sent.</param>
/// <param name="DeliveredMessages">Deliveries to clients of this silo.</param>
/// <param name="Protocols">The messages by the protocol that they came or went by: websocket, http.</param>
/// <param name="Bans">Bans that hold.</param>
/// <param name="Status">healthy, degraded, critical or draining.</param>
/// <param name="UptimeSeconds">Since the start.</param>
internal sealed record StatsData(
    long TotalConnections,
    long ActiveConnections,
    int HttpSessions,
    int ActiveRooms,
    int ActiveChannels,
    long TotalMessages,
    long DeliveredMessages,
    Dictionary<string, ProtocolData> Protocols,
    int Bans,
    string Status,
    double UptimeSeconds);

/// <summary>Messages by one protocol.</summary>
/// <param name="Received">Messages that clients sent.</param>
/// <param name="Delivered">Messages that clients were handed: deliveries and replies.</param>
internal sealed record ProtocolData(long Received, long Delivered);
