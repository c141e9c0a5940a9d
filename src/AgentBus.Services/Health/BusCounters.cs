using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace AgentBus.Services;

/// <summary>Counts, for <see cref="BusHealth"/> and as a meter. Thread-safe.</summary>
internal sealed class BusCounters : IDisposable
{
    private readonly long[] _counts = new long[Enum.GetValues<BusCounter>().Length];
    private readonly Meter? _meter;

    public BusCounters(bool metered)
    {
        if (!metered)
        {
            return;
        }

        _meter = new Meter("AgentBus.Services");
        foreach (var counter in Enum.GetValues<BusCounter>())
        {
            _meter.CreateObservableCounter($"agentbus_services_{Name(counter)}_total", () => Volatile.Read(ref _counts[(int)counter]));
        }
    }

    public void Count(BusCounter counter) => Interlocked.Increment(ref _counts[(int)counter]);

    /// <summary>Any call was made.</summary>
    public bool HasSample => Array.Exists(_counts, static count => count > 0);

    public ImmutableDictionary<string, long> Read() =>
        Enum.GetValues<BusCounter>().ToImmutableDictionary(Name, counter => Volatile.Read(ref _counts[(int)counter]), StringComparer.Ordinal);

    public void Dispose() => _meter?.Dispose();

    private static string Name(BusCounter counter) => JsonNamingPolicy.SnakeCaseLower.ConvertName(counter.ToString());
}
