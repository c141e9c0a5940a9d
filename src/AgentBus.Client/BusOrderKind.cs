namespace AgentBus.Client;

/// <summary>What the bus wants of an agent.</summary>
public enum BusOrderKind
{
    /// <summary>To go back to a version of itself (AGT-14).</summary>
    Rollback,

    /// <summary>To restart with, or without, debug logging (AGT-14).</summary>
    Debug,
}
