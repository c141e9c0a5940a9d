using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using AgentBus.Silo.Options;
using Microsoft.Extensions.Options;
using Orleans;

namespace AgentBus.Silo.Retention;

/// <summary>
/// Holds the channels and the closed cases of declared tenants to their limits, and removes session contexts that ended (STR-06, TRN-15). What fails is
/// tried again at the next round; several silos do no harm to each other.
/// </summary>
internal sealed partial class RetentionSweeper(
    IClusterClient cluster,
    ISessionContextStore contexts,
    CaseRetentionSweep cases,
    IOptions<AgentBusOptions> options,
    IOptions<BusOptions> bus,
    TimeProvider time,
    ILogger<RetentionSweeper> logger) : BackgroundService
{
    private const int ContextsAtOnce = 256;

    /// <summary>One round over all rooms.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var (tenant, settings) in options.Value.Tenants)
        {
            foreach (var room in settings.Rooms.Keys)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await TryAsync(() => SweepAsync(new RoomKey(tenant, room)), $"{tenant}/{room}");
            }

            await TryAsync(() => SweepCasesAsync(new TenantKey(tenant), cancellationToken), $"{tenant}/cases");
        }

        await TryAsync(() => RemoveContextsAsync(cancellationToken), "session contexts");
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(bus.Value.RetentionInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private async Task SweepAsync(RoomKey room)
    {
        var described = await cluster.GetGrain<IRoomDirectory>(room.GrainKey).DescribeAsync();
        foreach (var channel in described.Value?.Channels ?? [])
        {
            // A queue has another holder; what is settled there is gone for its consumers anyway.
            if (channel is not { Kind: ChannelKind.PubSub, Durability: ChannelDurability.Durable } || !RetentionLimits.AreSet(channel.Retention))
            {
                continue;
            }

            var swept = await cluster.GetGrain<IRoomHistory>(room.Channel(channel.Name).GrainKey).SweepAsync(channel.Retention!);
            if (swept.Messages > 0)
            {
                LogSwept(logger, room.Channel(channel.Name).GrainKey, swept.Messages, swept.Bytes);
            }
        }
    }

    private async Task SweepCasesAsync(TenantKey tenant, CancellationToken cancellationToken)
    {
        if (await cases.RunAsync(tenant, cancellationToken) is > 0 and var retired)
        {
            LogRetired(logger, tenant.Tenant, retired);
        }
    }

    private async Task RemoveContextsAsync(CancellationToken cancellationToken)
    {
        while (await contexts.RemoveEndedAsync(time.GetUtcNow(), ContextsAtOnce) == ContextsAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task TryAsync(Func<Task> sweep, string what)
    {
        try
        {
            await sweep();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(logger, fault, what);
        }
    }

    [LoggerMessage(EventId = 5101, Level = LogLevel.Debug, Message = "{Channel}: {Messages} messages of {Bytes} bytes were beyond its limits and are removed")]
    private static partial void LogSwept(ILogger logger, string channel, long messages, long bytes);

    [LoggerMessage(EventId = 3720, Level = LogLevel.Debug, Message = "{Tenant}: {Cases} cases were kept long enough; what people said of them is removed")]
    private static partial void LogRetired(ILogger logger, string tenant, int cases);

    [LoggerMessage(EventId = 5102, Level = LogLevel.Warning, Message = "{What} could not be held to the limits; the next round tries again")]
    private static partial void LogFailed(ILogger logger, Exception fault, string what);
}
