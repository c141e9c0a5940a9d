using AgentBus.Rego;

namespace AgentBus.Cli.Policies;

/// <summary>What evaluations cost: durations in microseconds, memory in bytes per evaluation.</summary>
internal sealed record PolicyMeasurement(int Count, double PerSecond, double P50, double P99, double AllocatedBytes)
{
    public static PolicyMeasurement Take(Func<RegoValue?> evaluation, int count, TimeProvider clock)
    {
        for (var i = 0; i < count; i++)
        {
            evaluation();
        }

        var durations = new long[count];
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var begin = clock.GetTimestamp();
        var last = begin;
        for (var i = 0; i < count; i++)
        {
            evaluation();
            var now = clock.GetTimestamp();
            durations[i] = now - last;
            last = now;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Array.Sort(durations);
        var seconds = clock.GetElapsedTime(begin, last).TotalSeconds;
        return new PolicyMeasurement(
            count, seconds > 0 ? count / seconds : 0, Quantile(durations, 0.50, clock), Quantile(durations, 0.99, clock), (double)allocated / count);
    }

    private static double Quantile(long[] sorted, double share, TimeProvider clock) =>
        clock.GetElapsedTime(0, sorted[(int)Math.Ceiling(share * sorted.Length) - 1]).TotalMicroseconds;
}
