using System.Collections.Concurrent;

namespace AgentBus.Grains.Ledger;

/// <summary>How the ledgers of a silo are (AUD-10). Messages are delivered all the same: evidence waits in the journal. Thread-safe.</summary>
public sealed class LedgerHealth
{
    private readonly ConcurrentDictionary<string, string> _stopped = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _sinks = new(StringComparer.Ordinal);
    private long _waiting;
    private long _entries;
    private volatile bool _isBehind;
    private TaskCompletionSource? _growth;

    /// <summary>All evidence becomes entries, and signed heads leave the machine where they are to.</summary>
    public bool IsHealthy => _stopped.IsEmpty && _sinks.IsEmpty && !_isBehind;

    /// <summary>The tenants whose ledger writes no more, and why.</summary>
    public IReadOnlyDictionary<string, string> Stopped => _stopped;

    /// <summary>The sinks that take no heads, and why.</summary>
    public IReadOnlyDictionary<string, string> Sinks => _sinks;

    /// <summary>Rows of evidence that were seen and wait for a ledger that writes no more.</summary>
    public long Waiting => Volatile.Read(ref _waiting);

    /// <summary>Rows that became entries since the start.</summary>
    public long Entries => Volatile.Read(ref _entries);

    /// <summary>
    /// Completes when a ledger of this silo grew. Take it, look, and await it where what you look for is not there: nothing that comes in between is missed.
    /// </summary>
    public Task WhenGrown()
    {
        var growth = Volatile.Read(ref _growth);
        if (growth is null)
        {
            var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            growth = Interlocked.CompareExchange(ref _growth, fresh, null) ?? fresh;
        }

        return growth.Task;
    }

    /// <summary>Notes a ledger that stopped; true: it was not known yet.</summary>
    internal bool Stop(string tenant, string fault) => _stopped.TryAdd(tenant, fault);

    internal void NoteWaiting(int rows) => Interlocked.Add(ref _waiting, rows);

    internal void NoteEntries(int rows)
    {
        Interlocked.Add(ref _entries, rows);
        if (rows > 0)
        {
            Interlocked.Exchange(ref _growth, null)?.TrySetResult();
        }
    }

    internal void NoteBehind(bool isBehind) => _isBehind = isBehind;

    /// <summary>Notes how a sink is; empty: it takes heads. True: that is news.</summary>
    internal bool NoteSink(string sink, string fault) =>
        fault.Length == 0 ? _sinks.TryRemove(sink, out _) : _sinks.TryAdd(sink, fault);
}
