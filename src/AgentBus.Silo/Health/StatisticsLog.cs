using AgentBus.Model;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Gateway.FanOut;
using AgentBus.Silo.Options;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Health;

/// <summary>Writes a line of statistics now and then (OBS-12): clients, rooms, messages.</summary>
internal sealed class StatisticsLog(
    GatewayStatistics statistics, RoomFanOut fanOut, IOptions<AgentBusOptions> options, TimeProvider time, ILogger<StatisticsLog> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var every = options.Value.Logs.StatisticsEvery;
        if (every == TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Write();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private void Write()
    {
        var channels = fanOut.Channels;
        HealthLog.Statistics(
            logger,
            statistics.ActiveConnections,
            channels.DistinctBy(static channel => channel.RoomKey).Count(),
            channels.Count(static channel => channel.Channel != ChannelKey.Everyone),
            statistics.MessagesReceived,
            statistics.MessagesDelivered);
    }
}
