using Orleans;

namespace AgentBus.Model;

/// <summary>How much of a channel's history is kept (STR-06). What is beyond any of the limits goes, oldest first; 0: no such limit.</summary>
/// <param name="MaxMessages">Messages.</param>
/// <param name="MaxBytes">Bytes of envelopes and stamps; the newest message stays whatever its size.</param>
/// <param name="MaxAge">Time since acceptance.</param>
[GenerateSerializer, Immutable, Alias("agentbus.RetentionLimits")]
public sealed record RetentionLimits(
    [property: Id(0)] long MaxMessages,
    [property: Id(1)] long MaxBytes,
    [property: Id(2)] TimeSpan MaxAge)
{
    /// <summary>Whether anything is limited.</summary>
    public static bool AreSet(RetentionLimits? limits) => limits is { MaxMessages: > 0 } or { MaxBytes: > 0 } or { MaxAge.Ticks: > 0 };
}
