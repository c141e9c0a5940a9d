using System.Collections.Concurrent;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Ledger;

/// <summary>
/// Hands the latest heads to one sink, tenant by tenant, in a loop of its own: a sink that is slow or away keeps no ledger waiting. Of a tenant only
/// the latest counts. Thread-safe.
/// </summary>
internal sealed partial class TreeHeadCourier(ITreeHeadSink sink, LedgerHealth health, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, SignedTreeHead> _due = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _given = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _doorbell = new(0);

    /// <summary>Takes a head that the sink does not have yet.</summary>
    public void Offer(SignedTreeHead head)
    {
        if (_given.TryGetValue(head.Tenant, out var size) && size >= head.Head.Size)
        {
            return;
        }

        _given[head.Tenant] = head.Head.Size;
        _due[head.Tenant] = head;
        _doorbell.Release();
    }

    /// <summary>Hands over until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await _doorbell.WaitAsync(stopping);
                while (!await HandOverAsync(stopping))
                {
                    // Whatever keeps the sink away is outside: nothing but asking again finds out that it is over.
                    await Task.Delay(Pause, time, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    /// <summary>Hands over what is due; false: the sink did not take all.</summary>
    public async Task<bool> HandOverAsync(CancellationToken cancellationToken)
    {
        foreach (var (tenant, head) in _due)
        {
            try
            {
                await sink.WriteAsync(head, cancellationToken);
            }
            catch (IOException fault)
            {
                if (health.NoteSink(sink.Name, fault.Message))
                {
                    LogAway(logger, sink.Name, fault.Message);
                }

                return false;
            }

            // A younger one may lie there by now; that stays.
            _due.TryRemove(new KeyValuePair<string, SignedTreeHead>(tenant, head));
        }

        if (health.NoteSink(sink.Name, ""))
        {
            LogBack(logger, sink.Name);
        }

        return true;
    }

    public void Dispose() => _doorbell.Dispose();

    [LoggerMessage(EventId = 3311, Level = LogLevel.Error, Message = "{Sink} takes no signed heads: {Fault} It is tried again each second.")]
    private static partial void LogAway(ILogger logger, string sink, string fault);

    [LoggerMessage(EventId = 3312, Level = LogLevel.Information, Message = "{Sink} takes signed heads again.")]
    private static partial void LogBack(ILogger logger, string sink);
}
