using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Deliberation;

/// <summary>
/// Wakes cases to which something is due and that nobody has in memory: after a crash, and when the silo that had them went. The store is
/// asked, so nothing has to be registered when a case is opened (docs/decisions/0017). Several silos may wake the same case.
/// </summary>
internal sealed partial class CaseSweeper(
    IGrainFactory grains, ICaseStore store, RawContentSweep rawContents, TimeProvider time, IOptions<BusOptions> options, ILogger<CaseSweeper> logger) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private const int AtOnce = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(CaseSweeper), ServiceLifecycleStage.Active, Start, StopAsync);

    public void Dispose() => _stopping.Dispose();

    private Task Start(CancellationToken cancellationToken)
    {
        _loop = RunAsync();
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loop.WaitAsync(cancellationToken);
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(options.Value.CaseSweep, time);
        try
        {
            do
            {
                await SweepAsync();
            }
            while (await timer.WaitForNextTickAsync(_stopping.Token));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    /// <summary>All that is due now, batch by batch. What cannot be finished stays due, and must not keep what is due after it from being woken.</summary>
    private async Task SweepAsync()
    {
        var (now, left, read) = (time.GetUtcNow(), 0, AtOnce);
        try
        {
            while (read == AtOnce && !_stopping.IsCancellationRequested)
            {
                var due = await store.ReadDueAsync(now, left, AtOnce, _stopping.Token);
                var done = await Task.WhenAll(due.Select(one => WakeAsync(new CaseKey(one.Tenant, one.CaseId))));
                left += done.Count(static isDone => !isDone);
                read = due.Count;
            }

            await rawContents.RunAsync(WakeAsync, _stopping.Token);
        }
        catch (IOException fault)
        {
            LogFailed(logger, fault);
        }
    }

    private async Task<bool> WakeAsync(CaseKey key)
    {
        try
        {
            return await grains.GetGrain<ICaseWork>(key.GrainKey).WakeAsync().WaitAsync(Patience, time, _stopping.Token);
        }
        catch (Exception fault) when (!_stopping.IsCancellationRequested)
        {
            LogNotWoken(logger, fault, key.GrainKey);
            return false;
        }
    }

    [LoggerMessage(EventId = 3404, Level = LogLevel.Warning, Message = "Cases to which something is due could not be read; it is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception fault);

    [LoggerMessage(EventId = 3405, Level = LogLevel.Warning, Message = "The case {Case} could not be woken; it is tried again.")]
    private static partial void LogNotWoken(ILogger logger, Exception fault, string @case);
}
