namespace AgentBus.Model;

/// <summary>What becomes of a message that is larger than inspection takes (CAS-06).</summary>
public enum OversizeRule
{
    /// <summary>It does not pass.</summary>
    Block,

    /// <summary>It passes without having been looked at, and is tagged.</summary>
    Skip,
}
