using System.Globalization;
using AgentBus.Cli.Commands;
using AgentBus.Cli.Policies;
using AgentBus.Rego;

namespace AgentBus.Cli.Rendering;

/// <summary>The figures of a measurement.</summary>
internal static class BenchView
{
    public static void Write(TextWriter writer, PolicyMeasurement figures, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(writer, JsonOutput.Object(
                ("count", RegoValue.Of(figures.Count)),
                ("evaluations_per_second", RegoValue.Of(Math.Round(figures.PerSecond))),
                ("p50_us", RegoValue.Of(figures.P50)),
                ("p99_us", RegoValue.Of(figures.P99)),
                ("allocated_bytes", RegoValue.Of(Math.Round(figures.AllocatedBytes)))));
            return;
        }

        Tables.Write(writer, ["figure", "value"],
        [
            ["evaluations", figures.Count.ToString("N0", CultureInfo.InvariantCulture)],
            ["evaluations/s", figures.PerSecond.ToString("N0", CultureInfo.InvariantCulture)],
            ["p50", figures.P50.ToString("N2", CultureInfo.InvariantCulture) + " µs"],
            ["p99", figures.P99.ToString("N2", CultureInfo.InvariantCulture) + " µs"],
            ["allocated per evaluation", figures.AllocatedBytes.ToString("N0", CultureInfo.InvariantCulture) + " B"],
        ]);
    }
}
