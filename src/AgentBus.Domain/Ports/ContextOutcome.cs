namespace AgentBus.Domain.Ports;

/// <summary>Whether a draft was stored.</summary>
public enum ContextOutcome
{
    /// <summary>It is durable.</summary>
    Stored,

    /// <summary>The context has another revision than the draft names.</summary>
    Conflict,

    /// <summary>The agent has as many contexts as it may have.</summary>
    TooMany,

    /// <summary>The store cannot write.</summary>
    Unavailable,
}
