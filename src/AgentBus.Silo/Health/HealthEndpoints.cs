using System.Text.Json.Serialization;
using AgentBus.Model;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Gateway.FanOut;
using AgentBus.Silo.Hosting;
using AgentBus.Silo.Security.Operators;

namespace AgentBus.Silo.Health;

/// <summary>Health over HTTP. Liveness looks at nothing outside the process, so that a full disk does not restart it.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps <c>/health</c> and <c>/ready</c> on both listeners, <c>/health/live</c> and, for operators, <c>/statistics</c> on the internal one.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health", static (HealthProbe probe) => Answer(probe, probe.Report().HealthScore > 0)).WithMetadata(ListenerKind.Both);
        app.MapGet("/ready", static (HealthProbe probe) => Answer(probe, probe.IsReady)).WithMetadata(ListenerKind.Both);
        app.MapGet("/health/live", static () => Results.Text("alive")).WithMetadata(ListenerKind.Internal);
        app.MapGet("/statistics", static (GatewayStatistics statistics, RoomFanOut fanOut) => Statistics(statistics, fanOut)).WithMetadata(ListenerKind.Internal).RequireOperator();
    }

    private static IResult Answer(HealthProbe probe, bool isGood) =>
        Results.Json(probe.Report(), statusCode: isGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    private static IResult Statistics(GatewayStatistics statistics, RoomFanOut fanOut)
    {
        var channels = fanOut.Channels;
        return Results.Json(new StatisticsReport(
            statistics.Connections,
            statistics.ActiveConnections,
            channels.DistinctBy(static channel => channel.RoomKey).Count(),
            channels.Count(static channel => channel.Channel != ChannelKey.Everyone),
            statistics.MessagesReceived));
    }

    /// <summary>TRN-04. Channels are those that somebody follows, without the one that stands for all of a room.</summary>
    private sealed record StatisticsReport(
        [property: JsonPropertyName("total_connections")] long TotalConnections,
        [property: JsonPropertyName("active_connections")] long ActiveConnections,
        [property: JsonPropertyName("active_rooms")] int ActiveRooms,
        [property: JsonPropertyName("active_channels")] int ActiveChannels,
        [property: JsonPropertyName("total_messages")] long TotalMessages);
}
