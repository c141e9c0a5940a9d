namespace AgentBus.Model;

/// <summary>What a message is for (MSG-04). The numbers are those of the wire, less one.</summary>
public enum MessageType
{
    /// <summary>Do something. The default.</summary>
    Command,

    /// <summary>Tell me something.</summary>
    Query,

    /// <summary>The answer to a command or query.</summary>
    Response,

    /// <summary>Something happened.</summary>
    Event,

    /// <summary>Something that a reader should know.</summary>
    Notification,

    /// <summary>The sender is alive.</summary>
    Heartbeat,

    /// <summary>A decision is asked of people.</summary>
    GovernanceRequest,

    /// <summary>The decision of people.</summary>
    GovernanceResponse,

    /// <summary>Validate this against the constitution.</summary>
    ConstitutionalValidation,

    /// <summary>A task for an agent.</summary>
    TaskRequest,

    /// <summary>The result of a task.</summary>
    TaskResponse,
}
