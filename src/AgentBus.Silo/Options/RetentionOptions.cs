using System.ComponentModel.DataAnnotations;

namespace AgentBus.Silo.Options;

/// <summary>Limits of a channel's history; what is beyond any of them is removed, oldest first (STR-06). 0: no such limit.</summary>
internal sealed class RetentionOptions
{
    /// <summary>Messages.</summary>
    [Range(0, long.MaxValue)]
    public long MaxMessages { get; set; }

    /// <summary>Bytes of envelopes and stamps; the newest message stays whatever its size.</summary>
    [Range(0, long.MaxValue)]
    public long MaxBytes { get; set; }

    /// <summary>Time since acceptance.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "36500.00:00:00")]
    public TimeSpan MaxAge { get; set; }
}
