using System.Globalization;

namespace AgentBus.Load.Measure;

/// <summary>The machine that the figures stand for.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        return $"{Environment.ProcessorCount} cores ({model ?? "unknown"}), {memory:F0} GiB, {Environment.OSVersion.VersionString}, .NET {Environment.Version}";
    }

    /// <summary>Runnable tasks over the last minute.</summary>
    public static double LoadAverage() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>The share of all cores that somebody else used while watching, 0 to 1.</summary>
    public static async Task<double> BusyShareAsync(TimeSpan watch, CancellationToken cancellationToken)
    {
        var (busyBefore, allBefore) = Ticks();
        await Task.Delay(watch, TimeProvider.System, cancellationToken);
        var (busy, all) = Ticks();
        return (busy - busyBefore) / (double)Math.Max(all - allBefore, 1);
    }

    private static (long Busy, long All) Ticks()
    {
        const int idle = 3;
        const int waiting = 4;
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(long.Parse).ToArray();
        return (ticks.Sum() - ticks[idle] - ticks[waiting], ticks.Sum());
    }
}
