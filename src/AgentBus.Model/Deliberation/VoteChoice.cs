namespace AgentBus.Model;

/// <summary>What a reviewer says.</summary>
public enum VoteChoice
{
    /// <summary>Let it go.</summary>
    Approve,

    /// <summary>Stop it.</summary>
    Reject,

    /// <summary>Neither; it takes an earlier vote of the reviewer back.</summary>
    Abstain,
}
