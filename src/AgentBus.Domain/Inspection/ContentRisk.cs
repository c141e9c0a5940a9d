namespace AgentBus.Domain.Inspection;

/// <summary>How risky a message's content is (CAS-02).</summary>
public enum ContentRisk
{
    /// <summary>Nobody could look.</summary>
    Unknown,

    /// <summary>Nothing was found.</summary>
    Low,

    /// <summary>Personal data, a text that the policy names, or a message that was not read to its end.</summary>
    Medium,

    /// <summary>A probable secret.</summary>
    High,
}
