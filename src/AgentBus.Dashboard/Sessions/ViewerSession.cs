using AgentBus.Model;

namespace AgentBus.Dashboard;

/// <summary>Somebody who signed in, in one browser. The credential stays here and is shown anew for each page. Thread-safe.</summary>
internal sealed class ViewerSession(string key, string owner, Credential credential, string formToken, DateTimeOffset ends, long now) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private long _usedAt = now;
    private int _streams;

    /// <summary>What it is found by: the digest of the cookie's secret.</summary>
    public string Key => key;

    /// <summary>Whose it is: tenant and agent.</summary>
    public string Owner => owner;

    /// <summary>What the viewer showed.</summary>
    public Credential Credential => credential;

    /// <summary>Stands in every form of the viewer's pages; what comes without it was not sent from them.</summary>
    public string FormToken => formToken;

    /// <summary>It lasts no longer.</summary>
    public DateTimeOffset Ends => ends;

    /// <summary>When a page was asked for last, as a timestamp.</summary>
    public long UsedAt => Volatile.Read(ref _usedAt);

    /// <summary>Event streams that are open.</summary>
    public int Streams => Volatile.Read(ref _streams);

    /// <summary>Cancelled when it is over.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>A page was asked for.</summary>
    public void Touch(long timestamp) => Volatile.Write(ref _usedAt, timestamp);

    /// <summary>Takes a place for an event stream; false: there are as many as there may be.</summary>
    public bool TryOpenStream(int max)
    {
        if (Interlocked.Increment(ref _streams) <= max)
        {
            return true;
        }

        Interlocked.Decrement(ref _streams);
        return false;
    }

    /// <summary>Gives the place back; the viewer was there until now.</summary>
    public void CloseStream(long timestamp)
    {
        Interlocked.Decrement(ref _streams);
        Touch(timestamp);
    }

    /// <summary>It is over; whoever waits on <see cref="Ended"/> is told.</summary>
    public void End() => _ended.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _ended.Dispose();
}
