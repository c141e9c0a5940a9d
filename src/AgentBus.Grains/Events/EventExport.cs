using System.Threading.Channels;
using AgentBus.Domain.Events;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Events;

/// <summary>
/// Takes events to the outside broker. While that is not reached they are buffered, up to a bound, and drained in order when it is back
/// (VAL-08); what finds the buffer full is dropped and counted. Thread-safe.
/// </summary>
internal sealed partial class EventExport(
    IEventTransport transport, TimeProvider time, IOptions<BusOptions> options, ILogger<EventExport> logger) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private const int MaxBatch = 256;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Channel<BusEvent> _waiting = Channel.CreateBounded<BusEvent>(new BoundedChannelOptions(options.Value.ExportBuffer) { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private long _dropped;

    /// <summary>Events that found the buffer full, or were in it when the silo stopped.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>The last hand-over went through.</summary>
    public bool IsConnected { get; private set; } = true;

    /// <summary>Takes an event. It neither waits nor throws.</summary>
    public void Take(BusEvent happened)
    {
        if (!_waiting.Writer.TryWrite(happened))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(EventExport), ServiceLifecycleStage.RuntimeGrainServices, Start, StopAsync);

    public void Dispose() => _stopping.Dispose();

    internal Task Start(CancellationToken cancellationToken)
    {
        _running = RunAsync();
        return Task.CompletedTask;
    }

    /// <summary>Hands over what waits while the broker takes it, and gives up at its first failure.</summary>
    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    private async Task RunAsync()
    {
        var batch = new List<BusEvent>(MaxBatch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var happened))
            {
                batch.Add(happened);
            }

            if (!await HandOverAsync(batch))
            {
                Give(batch.Count + _waiting.Reader.Count);
                return;
            }

            batch.Clear();
        }
    }

    /// <summary>Tries until the broker takes the batch; false where the silo stops meanwhile.</summary>
    private async Task<bool> HandOverAsync(List<BusEvent> batch)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await transport.SendAsync(batch, CancellationToken.None);
                Connected(true, null);
                return true;
            }
            catch (Exception fault)
            {
                Connected(false, fault);
            }

            if (!await PauseAsync(pause))
            {
                return false;
            }
        }
    }

    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, time, _stopping.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Connected(bool now, Exception? fault)
    {
        if (IsConnected == now)
        {
            return;
        }

        IsConnected = now;
        if (now)
        {
            LogBack(logger, transport.Name, _waiting.Reader.Count, Dropped);
        }
        else
        {
            LogLost(logger, fault, transport.Name, options.Value.ExportBuffer);
        }
    }

    private void Give(int count)
    {
        Interlocked.Add(ref _dropped, count);
        LogGivenUp(logger, transport.Name, count);
    }

    [LoggerMessage(EventId = 2611, Level = LogLevel.Warning, Message = "The broker {Transport} is not reached; up to {Capacity} events wait for it.")]
    private static partial void LogLost(ILogger logger, Exception? fault, string transport, int capacity);

    [LoggerMessage(EventId = 2612, Level = LogLevel.Information, Message = "The broker {Transport} is reached again; {Waiting} events follow, {Dropped} were dropped since the start.")]
    private static partial void LogBack(ILogger logger, string transport, int waiting, long dropped);

    [LoggerMessage(EventId = 2613, Level = LogLevel.Warning, Message = "The silo stops while the broker {Transport} is not reached; {Count} events are lost to it.")]
    private static partial void LogGivenUp(ILogger logger, string transport, int count);
}
