using System.Threading.Channels;
using AgentBus.Contracts;
using AgentBus.Domain.Events;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Events;

/// <summary>
/// Takes events from whoever has one and publishes them into the system rooms, in order, in batches, in a loop of its own. Its buffer is
/// bounded: what finds it full, and what a tenant does not take, is counted and logged. It publishes to rooms only, never as an agent, so
/// no event causes another. Thread-safe.
/// </summary>
internal sealed partial class BusEventPump(
    IGrainFactory grains,
    SystemEnvelopes envelopes,
    ActivityMeter meter,
    IEnumerable<EventExport> exports,
    TimeProvider time,
    IOptions<BusOptions> options,
    ILogger<BusEventPump> logger) : IBusEvents, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private const int MaxBatch = 256;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly EventExport[] _exports = [.. exports];
    private readonly bool _on = options.Value.SystemEvents;
    private readonly Channel<BusEvent> _waiting = Channel.CreateBounded<BusEvent>(new BoundedChannelOptions(options.Value.EventBuffer) { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private Task _loops = Task.CompletedTask;
    private long _dropped;
    private long _told;

    /// <summary>Events that went nowhere.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    public void Publish(BusEvent? happened)
    {
        if (!_on || happened is null)
        {
            return;
        }

        if (!_waiting.Writer.TryWrite(happened))
        {
            Interlocked.Increment(ref _dropped);
        }

        foreach (var export in _exports)
        {
            export.Take(happened);
        }
    }

    public void Participate(ISiloLifecycle lifecycle)
    {
        if (_on)
        {
            lifecycle.Subscribe(nameof(BusEventPump), ServiceLifecycleStage.BecomeActive, Start, StopAsync);
        }
    }

    public void Dispose() => _stopping.Dispose();

    private Task Start(CancellationToken cancellationToken)
    {
        _loops = Task.WhenAll(PumpAsync(), TickAsync());
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        _waiting.Writer.TryComplete();
        await _loops.WaitAsync(cancellationToken);
        if (Dropped != _told)
        {
            LogUntold(logger, Dropped - _told);
        }
    }

    private async Task PumpAsync()
    {
        var batch = new List<BusEvent>(MaxBatch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var happened))
            {
                batch.Add(happened);
            }

            await Task.WhenAll(batch.GroupBy(static happened => (happened.Tenant, happened.Channel)).Select(PublishAsync));
            batch.Clear();
        }
    }

    private async Task PublishAsync(IGrouping<(string Tenant, string Channel), BusEvent> events)
    {
        var (tenant, channel) = events.Key;
        var count = events.Count();
        try
        {
            var grain = grains.GetGrain<ISystemEvents>(new TenantKey(tenant).EventsKey);
            if (await grain.PublishAsync(channel, [.. events.Select(envelopes.Of)]).WaitAsync(Patience, time) is { } refusal)
            {
                Interlocked.Add(ref _dropped, count);
                LogRefused(logger, tenant, channel, count, refusal.Code);
            }
        }
        catch (Exception fault)
        {
            Interlocked.Add(ref _dropped, count);
            LogFailed(logger, fault, tenant, channel, count);
        }
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                meter.Tell(this, time.GetUtcNow());
                TellDropped();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private void TellDropped()
    {
        var dropped = Dropped;
        if (dropped != _told)
        {
            LogDropped(logger, dropped - _told, dropped);
            _told = dropped;
        }
    }

    [LoggerMessage(EventId = 2601, Level = LogLevel.Warning, Message = "{Count} system events were dropped, {Total} since the start.")]
    private static partial void LogDropped(ILogger logger, long count, long total);

    [LoggerMessage(EventId = 2604, Level = LogLevel.Information, Message = "{Count} system events came too late: the silo stops.")]
    private static partial void LogUntold(ILogger logger, long count);

    [LoggerMessage(EventId = 2602, Level = LogLevel.Warning, Message = "Tenant {Tenant} did not take {Count} events of {Channel}: {Code}.")]
    private static partial void LogRefused(ILogger logger, string tenant, string channel, int count, Code code);

    [LoggerMessage(EventId = 2603, Level = LogLevel.Warning, Message = "Tenant {Tenant} could not be told {Count} events of {Channel}.")]
    private static partial void LogFailed(ILogger logger, Exception fault, string tenant, string channel, int count);
}
