namespace AgentBus.Domain.Agents;

/// <summary>What moves an agent from one status to another.</summary>
public enum LifecycleEvent
{
    /// <summary>It registers.</summary>
    Register,

    /// <summary>It is heard of: a session, a renewal.</summary>
    Heartbeat,

    /// <summary>An operator stops it.</summary>
    Suspend,

    /// <summary>An operator lets it go on.</summary>
    Resume,

    /// <summary>An operator ends it for good.</summary>
    Retire,

    /// <summary>It takes its registration back.</summary>
    Unregister,
}
