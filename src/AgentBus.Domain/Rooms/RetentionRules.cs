using AgentBus.Model;

namespace AgentBus.Domain.Rooms;

/// <summary>Which messages of a channel its limits let go (STR-06).</summary>
public static class RetentionRules
{
    /// <summary>The last sequence that goes for number or age; 0: none.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="head">The last sequence.</param>
    /// <param name="youngEnough">The first sequence that is not too old; of no account without a limit of age.</param>
    public static long Through(RetentionLimits limits, long head, long youngEnough)
    {
        var byNumber = limits.MaxMessages > 0 ? head - limits.MaxMessages : 0;
        var byAge = limits.MaxAge > TimeSpan.Zero ? Math.Min(youngEnough - 1, head) : 0;
        return Math.Max(0, Math.Max(byNumber, byAge));
    }

    /// <summary>The bytes that have to go.</summary>
    public static long Excess(RetentionLimits limits, long held) => limits.MaxBytes > 0 ? Math.Max(0, held - limits.MaxBytes) : 0;
}
