namespace AgentBus.Load.Measure;

/// <summary>What a process used so far, from the kernel's books.</summary>
internal static class ProcessCpu
{
    /// <summary>Ticks of the kernel's clock per second; fixed for user space on Linux.</summary>
    private const double TicksPerSecond = 100;

    public static TimeSpan Of(int processId)
    {
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((long.Parse(fields[11]) + long.Parse(fields[12])) / TicksPerSecond);
    }

    /// <summary>Resident memory in KiB.</summary>
    public static long ResidentKib(int processId) => long.Parse(
        File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
}
