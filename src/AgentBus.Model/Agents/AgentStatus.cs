namespace AgentBus.Model;

/// <summary>Where an agent stands in its life (AGT-07). Numbers are stored: never change one.</summary>
public enum AgentStatus
{
    /// <summary>Not registered.</summary>
    Unregistered = 0,

    /// <summary>Registered, and not seen yet.</summary>
    Registered = 1,

    /// <summary>Registered, and has been seen.</summary>
    Active = 2,

    /// <summary>An operator stopped it: it opens no session; what is sent to it waits.</summary>
    Suspended = 3,

    /// <summary>Gone for good: it opens no session, and nothing can be sent to it.</summary>
    Retired = 4,

    /// <summary>Disabled by the tenant's settings, which stand above what the agent itself keeps (AGT-08); never stored with the agent.</summary>
    Disabled = 5,
}
