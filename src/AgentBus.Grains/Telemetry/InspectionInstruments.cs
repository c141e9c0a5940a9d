using System.Diagnostics.Metrics;
using AgentBus.Domain.Inspection;

namespace AgentBus.Grains.Telemetry;

/// <summary>The counts of inspection as instruments (CAS-14): read when somebody asks, so messages pay nothing for them.</summary>
internal static class InspectionInstruments
{
    private static readonly string[] Tagged = ["decision", "kind", "risk_level"];
    private static readonly string[] Plain = ["internal_errors", "out_of_scope", "oversize", "probable_secrets", "repeat_violators", "violations"];

    public static void Add(Meter meter, InspectionCounters counters)
    {
        foreach (var tag in Tagged)
        {
            meter.CreateObservableCounter($"casil_{tag}s_total", () => Read(counters, tag), "{message}", $"Messages that inspection looked at, by {tag}.");
        }

        foreach (var name in Plain)
        {
            meter.CreateObservableCounter($"casil_{name}_total", () => counters.Read()[name], "{message}", "Messages of inspection, as docs/metrics.md says.");
        }
    }

    private static IEnumerable<Measurement<long>> Read(InspectionCounters counters, string tag) =>
        from count in counters.Read()
        where count.Key.StartsWith($"{tag}.", StringComparison.Ordinal)
        select new Measurement<long>(count.Value, new KeyValuePair<string, object?>(tag, count.Key[(tag.Length + 1)..]));
}
