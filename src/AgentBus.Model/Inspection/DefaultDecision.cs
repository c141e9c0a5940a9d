namespace AgentBus.Model;

/// <summary>What becomes of a message that inspection cannot judge (CAS-08, T-05).</summary>
public enum DefaultDecision
{
    /// <summary>It passes as it is.</summary>
    Allow,

    /// <summary>It does not pass.</summary>
    Block,
}
