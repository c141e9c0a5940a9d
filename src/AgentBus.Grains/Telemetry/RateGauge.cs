namespace AgentBus.Grains.Telemetry;

/// <summary>How many a second, since it was read last. Thread-safe; it means little with several readers.</summary>
internal sealed class RateGauge(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _count;
    private long _readAt = time.GetTimestamp();

    public void Add(int count) => Interlocked.Add(ref _count, count);

    public double Read()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var seconds = time.GetElapsedTime(_readAt, now).TotalSeconds;
            if (seconds <= 0)
            {
                return 0;
            }

            _readAt = now;
            return Interlocked.Exchange(ref _count, 0) / seconds;
        }
    }
}
