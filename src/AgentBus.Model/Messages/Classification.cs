namespace AgentBus.Model;

/// <summary>How sensitive a content is (MSG-03). The clearance rules of Domain say who may read it.</summary>
public enum Classification
{
    /// <summary>For everyone. The default.</summary>
    Public,

    /// <summary>For members of the tenant.</summary>
    Internal,

    /// <summary>For those with a need.</summary>
    Confidential,

    /// <summary>For the few.</summary>
    Secret,
}
