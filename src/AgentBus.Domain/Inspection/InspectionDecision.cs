namespace AgentBus.Domain.Inspection;

/// <summary>What inspection decides of a text.</summary>
public enum InspectionDecision
{
    /// <summary>It passes as it is.</summary>
    Allow,

    /// <summary>It passes without what was found.</summary>
    AllowWithRedaction,

    /// <summary>It does not pass.</summary>
    Block,
}
