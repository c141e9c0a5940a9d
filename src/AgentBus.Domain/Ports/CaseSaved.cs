namespace AgentBus.Domain.Ports;

/// <summary>What became of a change of a case.</summary>
public enum CaseSaved
{
    /// <summary>It is durable.</summary>
    Stored,

    /// <summary>The store has another revision: someone else holds the case.</summary>
    Conflict,

    /// <summary>The store cannot write; nothing was stored.</summary>
    Unavailable,
}
