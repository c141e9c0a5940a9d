using AgentBus.Model;

namespace AgentBus.Domain.Inspection;

/// <summary>
/// One sender's violations of the policy within its window (CAS-18). Begins anew when the sender's grain does. Not thread-safe: it
/// belongs to one activation.
/// </summary>
public sealed class ViolationTally
{
    private DateTimeOffset _since;
    private DateTimeOffset _blockedUntil;
    private int _count;

    /// <summary>Violations in the window under way.</summary>
    public int Count => _count;

    /// <summary>For how long the sender can send nothing; zero: it can.</summary>
    public TimeSpan BlockedFor(DateTimeOffset now) => _blockedUntil > now ? _blockedUntil - now : TimeSpan.Zero;

    /// <summary>Another tally that stands where this one does.</summary>
    public ViolationTally Copy() => (ViolationTally)MemberwiseClone();

    /// <summary>Counts a violation; whether the sender reached the limit with it.</summary>
    public bool Add(InspectionPolicy policy, DateTimeOffset now)
    {
        if (policy.RepeatLimit == 0)
        {
            return false;
        }

        if (_count == 0 || now - _since >= policy.RepeatWindow)
        {
            (_since, _count) = (now, 0);
        }

        if (++_count != policy.RepeatLimit)
        {
            return false;
        }

        if (policy.Mode == InspectionMode.Enforce && policy.RepeatBlock > TimeSpan.Zero)
        {
            // The window begins anew after the block.
            (_blockedUntil, _count) = (now + policy.RepeatBlock, 0);
        }

        return true;
    }

    /// <summary>The sender reached the limit within this window.</summary>
    public bool IsOver(InspectionPolicy policy, DateTimeOffset now) =>
        policy.RepeatLimit > 0 && now - _since < policy.RepeatWindow && _count >= policy.RepeatLimit;
}
