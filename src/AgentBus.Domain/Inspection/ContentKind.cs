namespace AgentBus.Domain.Inspection;

/// <summary>What a message is for, as CASIL sorts messages (CAS-02).</summary>
public enum ContentKind
{
    /// <summary>A type that is not known.</summary>
    Unknown,

    /// <summary>It wants something done: a command, a query.</summary>
    Control,

    /// <summary>A sign of life.</summary>
    Telemetry,

    /// <summary>It tells something: an event, a notification, a task, an answer.</summary>
    Data,

    /// <summary>It is about the bus and its governance.</summary>
    System,
}
