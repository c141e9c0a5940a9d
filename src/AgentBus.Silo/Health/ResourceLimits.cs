using System.Diagnostics;
using AgentBus.Domain.Resources;
using AgentBus.Silo.Options;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Health;

/// <summary>What the process may use, and what it uses. Thread-safe.</summary>
internal sealed class ResourceLimits(IOptions<AgentBusOptions> options)
{
    private const double Part = 0.9;
    private const string Descriptors = "/proc/self/fd";
    private const string Limits = "/proc/self/limits";

    /// <summary>The most that it may use: what is configured, else nine tenths of what there is.</summary>
    public ResourceUse Most { get; } = new(
        options.Value.Resources.MaxMemoryBytes > 0 ? options.Value.Resources.MaxMemoryBytes : (long)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * Part),
        options.Value.Resources.MaxHandles > 0 ? options.Value.Resources.MaxHandles : (int)(MostDescriptors() * Part));

    /// <summary>What it uses now.</summary>
    public static ResourceUse Used()
    {
        using var process = Process.GetCurrentProcess();
        return new ResourceUse(Environment.WorkingSet, Directory.Exists(Descriptors) ? Directory.EnumerateFileSystemEntries(Descriptors).Count() : process.HandleCount);
    }

    /// <summary>The soft limit of open files; without one, or where it cannot be told, there is no limit.</summary>
    private static int MostDescriptors()
    {
        if (!File.Exists(Limits))
        {
            return int.MaxValue;
        }

        const string Row = "Max open files";
        var row = File.ReadLines(Limits).FirstOrDefault(static line => line.StartsWith(Row, StringComparison.Ordinal));
        return row is not null && int.TryParse(row[Row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], out var most) ? most : int.MaxValue;
    }
}
