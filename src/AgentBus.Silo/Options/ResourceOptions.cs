using System.ComponentModel.DataAnnotations;

namespace AgentBus.Silo.Options;

/// <summary>The guard against leaks of long-lived sessions (TRN-17): over a limit the silo takes no more connections and is not ready.</summary>
internal sealed class ResourceOptions
{
    /// <summary>Resident memory in bytes; 0: nine tenths of what the machine or container has.</summary>
    [Range(0, long.MaxValue)]
    public long MaxMemoryBytes { get; set; }

    /// <summary>Open files and sockets; 0: nine tenths of what the process may have.</summary>
    [Range(0, int.MaxValue)]
    public int MaxHandles { get; set; }

    /// <summary>So often it is measured.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Over a limit for so long, the silo drains its connections and ends with exit code 75, so that its supervisor starts it anew; 0: never.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RestartAfter { get; set; }
}
