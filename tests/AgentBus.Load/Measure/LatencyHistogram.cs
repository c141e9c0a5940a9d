using System.Diagnostics;
using System.Numerics;

namespace AgentBus.Load.Measure;

/// <summary>Counts durations in buckets that are 1.6 % wide: a fixed size, no allocation, and quantiles that are right to the width.</summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 6;
    private const int SubCount = 1 << SubBits;
    private readonly long[] _counts = new long[64 * SubCount];

    public long Count { get; private set; }

    public void Record(long timestamps)
    {
        _counts[Bucket((ulong)Math.Max(timestamps, 0))]++;
        Count++;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
    }

    /// <summary>The duration that this share of all did not exceed.</summary>
    public TimeSpan Quantile(double share)
    {
        var wanted = (long)Math.Ceiling(share * Count);
        var seen = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= wanted && seen > 0)
            {
                return TimeSpan.FromSeconds(UpperEnd(i) / (double)Stopwatch.Frequency);
            }
        }

        return TimeSpan.Zero;
    }

    private static int Bucket(ulong value)
    {
        if (value < SubCount)
        {
            return (int)value;
        }

        var exponent = BitOperations.Log2(value);
        return ((exponent - SubBits + 1) * SubCount) + (int)((value >> (exponent - SubBits)) & (SubCount - 1));
    }

    private static double UpperEnd(int bucket)
    {
        if (bucket < SubCount)
        {
            return bucket;
        }

        var shift = (bucket / SubCount) - 1;
        return ((ulong)((bucket % SubCount) + SubCount + 1) << shift) - 1;
    }
}
