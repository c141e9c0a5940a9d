using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Ledger;

/// <summary>
/// Takes the evidence of this silo's data directory to the ledgers of its tenants, in commit order, in a loop of its own beside the way of
/// messages. What a crash lets it hand over twice the ledgers know. Thread-safe.
/// </summary>
internal sealed partial class LedgerPump : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    // Rows that a start may hand over again; so seldom the mark costs a commit.
    private const long RowsBetweenMarks = 8_192;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IEvidenceFeed? _feed;
    private readonly ILedgerReader? _reader;
    private readonly IGrainFactory _grains;
    private readonly LedgerHealth _health;
    private readonly TreeHeadCourier[] _couriers;
    private readonly IOptions<LedgerOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Dictionary<string, DateTimeOffset> _unsigned = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stopped;
    private Task _loops = Task.CompletedTask;
    private long _mark;
    private long _saved;
    private DateTimeOffset _savedAt;

    public LedgerPump(
        IServiceProvider services,
        IGrainFactory grains,
        LedgerHealth health,
        IEnumerable<ITreeHeadSink> sinks,
        IOptions<LedgerOptions> options,
        TimeProvider time,
        ILogger<LedgerPump> logger)
    {
        // A silo without a data directory of its own has no evidence to take anywhere.
        (_feed, _reader) = ((IEvidenceFeed?)services.GetService(typeof(IEvidenceFeed)), (ILedgerReader?)services.GetService(typeof(ILedgerReader)));
        (_grains, _health, _options, _time, _logger) = (grains, health, options, time, logger);
        _stopped = _stopping.Token;
        _couriers = [.. sinks.Select(sink => new TreeHeadCourier(sink, health, time, logger))];
    }

    public void Participate(ISiloLifecycle lifecycle)
    {
        if (_options.Value.Paused)
        {
            LogPaused(_logger);
            _health.NoteBehind(true);
        }
        else if (_feed is not null && _reader is not null)
        {
            lifecycle.Subscribe(nameof(LedgerPump), ServiceLifecycleStage.Active, Start, StopAsync);
        }
    }

    public void Dispose()
    {
        // A silo that is disposed of without a stop ends the loops too; and it disposes of what it has by several names as often.
        if (!_stopped.IsCancellationRequested)
        {
            _stopping.Cancel();
        }

        _stopping.Dispose();
        foreach (var courier in _couriers)
        {
            courier.Dispose();
        }
    }

    private Task Start(CancellationToken cancellationToken)
    {
        _loops = Task.WhenAll([RunAsync(), .. _couriers.Select(courier => courier.RunAsync(_stopped))]);
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loops.WaitAsync(cancellationToken);
        try
        {
            // The last head is what the next start is compared with.
            await SignAsync(DateTimeOffset.MaxValue);
            await SaveMarkAsync();
            await Task.WhenAll(_couriers.Select(courier => courier.HandOverAsync(cancellationToken)));
        }
        catch (Exception fault)
        {
            LogUnfinished(_logger, fault);
        }
    }

    private async Task RunAsync()
    {
        var pause = FirstPause;
        var isBegun = false;
        while (!_stopped.IsCancellationRequested)
        {
            try
            {
                if (!isBegun)
                {
                    await BeginAsync();
                    isBegun = true;
                }

                if (!await TakeAsync())
                {
                    await WaitAsync(_options.Value.UptakeInterval);
                }

                pause = FirstPause;
                _health.NoteBehind(false);
            }
            catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
            {
                // The silo stops.
            }
            catch (Exception fault)
            {
                // Whatever it is: evidence waits in the journal, and a ledger that nobody feeds must not be silent.
                LogFailed(_logger, fault, pause);
                _health.NoteBehind(true);
                await WaitAsync(pause);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    // By the clock: evidence comes in the transactions of messages, which are to do nothing for the ledger, and what comes meanwhile is taken up in one commit.
    private async Task WaitAsync(TimeSpan pause) => await Task.Delay(pause, _time, _stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Finds where to go on, and holds every ledger against what lies outside.</summary>
    private async Task BeginAsync()
    {
        _mark = _saved = await _feed!.LoadMarkAsync(_stopped);
        _savedAt = _time.GetUtcNow();
        foreach (var tenant in await _reader!.ListTenantsAsync(_stopped))
        {
            Note(tenant, await Ledger(tenant).SignAsync().WaitAsync(Patience, _time), 0);
        }
    }

    /// <summary>Takes one slice; false: there is no more for now.</summary>
    private async Task<bool> TakeAsync()
    {
        var slice = await _feed!.ReadAsync(_mark, _options.Value.UptakeRows, _stopped);
        foreach (var (tenant, uptake) in slice.Tenants)
        {
            await TakeAsync(tenant, uptake);
        }

        _mark = slice.Through;
        var now = _time.GetUtcNow();
        await SignAsync(now - _options.Value.HeadInterval);
        if (_mark - _saved >= RowsBetweenMarks || (_mark > _saved && now - _savedAt >= _options.Value.HeadInterval))
        {
            await SaveMarkAsync();
        }

        return slice.Tenants.Sum(static one => one.Uptake.Rows.Length) >= _options.Value.UptakeRows;
    }

    private async Task TakeAsync(string tenant, LedgerUptake uptake)
    {
        if (_health.Stopped.ContainsKey(tenant))
        {
            _health.NoteWaiting(uptake.Rows.Length);
            return;
        }

        var status = await Ledger(tenant).TakeUpAsync(uptake).WaitAsync(Patience, _time);
        Note(tenant, status, uptake.Rows.Length);
        if (status.Fault.Length == 0 && status.TakenThrough < uptake.Rows[^1].Row)
        {
            throw new IOException($"The ledger of tenant {tenant} could not be written.");
        }
    }

    private void Note(string tenant, LedgerStatus status, int rows)
    {
        if (status.Fault.Length > 0)
        {
            _health.Stop(tenant, status.Fault);
            _health.NoteWaiting(rows);
            _unsigned.Remove(tenant);
            return;
        }

        _health.NoteEntries(rows);
        if (status.Head.Size == (status.Signed?.Head.Size ?? 0))
        {
            _unsigned.Remove(tenant);
        }
        else
        {
            _unsigned.TryAdd(tenant, _time.GetUtcNow());
        }

        // A head that covers up what lies there must not be handed over before the two were compared.
        if (status.Signed is { } signed && status.IsCompared)
        {
            foreach (var courier in _couriers)
            {
                courier.Offer(signed);
            }
        }
    }

    /// <summary>Has those signed that grew and were not signed since then.</summary>
    private async Task SignAsync(DateTimeOffset since)
    {
        if (_unsigned.Count == 0)
        {
            return;
        }

        foreach (var tenant in _unsigned.Where(one => one.Value <= since).Select(static one => one.Key).ToArray())
        {
            _unsigned.Remove(tenant);
            Note(tenant, await Ledger(tenant).SignAsync().WaitAsync(Patience, _time), 0);
        }
    }

    private async Task SaveMarkAsync()
    {
        // Rows that wait for a stopped ledger are read again at the next start.
        if (_health.Waiting == 0 && _mark > _saved)
        {
            await _feed!.SaveMarkAsync(_mark);
            _saved = _mark;
        }

        _savedAt = _time.GetUtcNow();
    }

    private ILedgerGrain Ledger(string tenant) => _grains.GetGrain<ILedgerGrain>(new TenantKey(tenant).LedgerKey);

    [LoggerMessage(EventId = 3321, Level = LogLevel.Warning, Message = "Evidence could not be taken to the ledgers; it waits in the journal and is tried again in {Pause}.")]
    private static partial void LogFailed(ILogger logger, Exception fault, TimeSpan pause);

    [LoggerMessage(EventId = 3323, Level = LogLevel.Warning, Message = "AgentBus:Ledger:Paused is set: evidence waits in the journal, and no ledger grows.")]
    private static partial void LogPaused(ILogger logger);

    [LoggerMessage(EventId = 3322, Level = LogLevel.Warning, Message = "The last heads were not signed or handed over: the silo stops.")]
    private static partial void LogUnfinished(ILogger logger, Exception fault);
}
