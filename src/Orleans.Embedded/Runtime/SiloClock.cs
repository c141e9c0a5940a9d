namespace Orleans.Embedded;

/// <summary>Time of the silo in timestamps of its provider, and a coarse one that costs nothing to read.</summary>
internal sealed class SiloClock
{
    private long _coarse;

    public SiloClock(TimeProvider provider)
    {
        Provider = provider;
        _coarse = provider.GetTimestamp();
    }

    public TimeProvider Provider { get; }

    /// <summary>The time of the last <see cref="Tick"/>.</summary>
    public long Coarse => Volatile.Read(ref _coarse);

    public long Tick()
    {
        var now = Provider.GetTimestamp();
        Volatile.Write(ref _coarse, now);
        return now;
    }

    public long After(TimeSpan time) => Provider.GetTimestamp() + (long)(time.TotalSeconds * Provider.TimestampFrequency);

    public TimeSpan Elapsed(long from, long to) => Provider.GetElapsedTime(from, to);

    /// <summary>When the caller stops waiting; never for calls that nobody waits for.</summary>
    public long DeadlineOf(GrainRequest request)
    {
        var timeout = request.Method.Timeout ?? request.Client?.ResponseTimeout ?? Timeout.InfiniteTimeSpan;
        return request.Method.OneWay || timeout == Timeout.InfiniteTimeSpan ? long.MaxValue : After(timeout);
    }
}
