using AgentBus.Domain.Queues;

namespace AgentBus.Grains.Hosting;

/// <summary>What becomes of messages for a queue that is at its bound (MSG-13), section <c>AgentBus:Queues:Overflow</c>. Validated at start.</summary>
public sealed class OverflowOptions
{
    /// <summary>
    /// How far the ladder goes: <c>Refuse</c> the sender with <c>inbox_full</c>; <c>Spill</c> into the overflow storage; or <c>DeadLetter</c>: spill, and
    /// make dead letters of what that has no room for. Default Refuse.
    /// </summary>
    public OverflowMode Mode { get; set; } = OverflowMode.Refuse;

    /// <summary>Senders are refused for so long before the first message is spilled; 0: none is: 0 to 1 hour. Default 5 seconds.</summary>
    public TimeSpan Backpressure { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Messages of one queue that may be in its overflow: 1 to 1,000,000. Their keys are held in memory. Default 100,000.</summary>
    public int MaxMessages { get; set; } = 100_000;

    /// <summary>Bytes that they may take together: 64 KiB to 1 TiB. Default 1 GiB.</summary>
    public long MaxBytes { get; set; } = 1 << 30;

    internal OverflowLimits Limits => new(Mode, Backpressure, MaxMessages, MaxBytes);
}
