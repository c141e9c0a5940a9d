namespace AgentBus.Domain.Ports;

/// <summary>What became of a change of a case.</summary>
public enum CaseSaved
{
    /// <summary>It is durable.</summary>
    Stored,

    /// <summary>The store has another revision, or has a delivery where the case was to end without one: what is held of the case is out of date.</summary>
    Conflict,

    /// <summary>The store cannot write; nothing was stored.</summary>
    Unavailable,
}
